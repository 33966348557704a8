"use strict";
// What a page asks for by itself keeps nobody signed in; being signed out leads to the sign-in.
const watching = (event) => event.target.closest("[data-watching]");
document.addEventListener("htmx:config:request", (event) => {
  if (watching(event)) event.detail.ctx.request.headers["x-watching"] = "1";
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
