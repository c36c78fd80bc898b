/** `take` gets the files that are dropped anywhere on the page. */
export const dropped = (take) => {
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
};
