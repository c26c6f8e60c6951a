// A fact's button opens the editor on its field.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-field]");
  if (button) trigger("click", { text: button.dataset.field });
});
