() => {
  // After the editor has opened, it is where the eye and the keyboard are.
  const form = document.querySelector("#editor");
  form.scrollIntoView({ block: "center", behavior: "smooth" });
  const control = [...form.querySelectorAll("#edit-form input, #edit-form textarea")].find((one) => one.offsetParent);
  if (control) control.focus({ preventScroll: true });
}
