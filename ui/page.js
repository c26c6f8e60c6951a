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
    source.scrollIntoView({ block: "center", behavior: "smooth" });
    source.querySelector("summary").focus({ preventScroll: true });
  },
  true,
);

// Gradio names each message after its raw Markdown; a screen reader would read the mark-up aloud. The text speaks for itself.
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
}).observe(document.documentElement, { childList: true, subtree: true });
