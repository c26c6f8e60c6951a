() => {
  // After the editor has been drawn on its field, it is where the eye and the keyboard are.
  const show = () => {
    const form = document.querySelector("#editor");
    form.scrollIntoView({ block: "nearest" });
    // A list opens when it gets the focus by hand, and stays shut when it has it already: those are left alone.
    const controls = [...form.querySelectorAll("#edit-form :is(input, textarea)")].filter((one) => one.offsetParent);
    if (controls[0] && controls[0].getAttribute("role") !== "listbox") controls[0].focus({ preventScroll: true });
  };
  setTimeout(show, 120);
}
