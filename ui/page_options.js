// Quick replies: a click sends its text; where several may be picked, they are gathered first.
element.addEventListener("click", (event) => {
  const chip = event.target.closest(".chip");
  if (!chip) return;
  const group = chip.closest(".chips");
  const picked = () => [...group.querySelectorAll('[aria-pressed="true"]')].map((one) => one.dataset.text);
  if (chip.hasAttribute("aria-pressed")) {
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    group.querySelector("[data-send]").hidden = picked().length === 0;
  } else {
    trigger("click", { text: chip.dataset.send ? picked().join(", ") : chip.dataset.text });
  }
});
