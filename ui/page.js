// A mark [1] opens its source beneath the reply and takes the reader there; without this it would only change the address.
document.addEventListener(
  "click",
  (event) => {
    const mark = event.target.closest('a[href*="#source-"]');
    if (!mark) return;
    event.preventDefault();
    event.stopPropagation();
    const source = document.getElementById(mark.getAttribute("href").split("#")[1]);
    if (!source) return;
    source.open = true;
    source.parentElement.closest("details").open = true;
    source.scrollIntoView({ block: "nearest", behavior: "smooth" });
    source.querySelector("summary").focus({ preventScroll: true });
  },
  true,
);
