"use strict";
// What a page asks for by itself keeps nobody signed in; being signed out leads to the sign-in.
const watching = (event) => event.target.closest("[data-watching]");
document.addEventListener("htmx:config:request", (event) => {
  if (watching(event)) event.detail.ctx.request.headers["x-watching"] = "1";
});
// Whoever leaves a form that says so, with something typed into it, is asked by the browser first.
let typed = document.querySelector("form[data-typed]") !== null;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-ask]")) typed = true;
});
document.addEventListener("submit", () => { typed = false; });
document.addEventListener("click", (event) => {
  if (event.target.closest("form[data-ask] a")) typed = false;
});
window.addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
document.addEventListener("htmx:before:swap", (event) => {
  const status = event.detail.ctx.response.status;
  if (status < 400 || (status !== 401 && !watching(event))) return;
  event.preventDefault();
  // A form that somebody fills in is sent whole, so that the sign-in keeps what was typed.
  const form = status === 401 && event.target.closest("form[data-keep]");
  // A patient who may no longer be seen is told as such; anything else may be over in a moment.
  if (form) form.requestSubmit();
  else if (status === 401 || status === 404) location.reload();
});
