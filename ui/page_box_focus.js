() => {
  // The box opens with the conversation; whoever has not gone elsewhere on the page meanwhile can type at once.
  const focus = () => {
    if (document.activeElement === document.body) document.querySelector("#box textarea").focus({ preventScroll: true });
  };
  setTimeout(focus, 0);
}
