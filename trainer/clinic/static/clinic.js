"use strict";
// What a page asks for by itself keeps nobody signed in; being signed out leads to the sign-in.
document.addEventListener("htmx:config:request", (event) => {
  if (event.target.closest("[data-watching]")) event.detail.ctx.request.headers["x-watching"] = "1";
});
document.addEventListener("htmx:before:swap", (event) => {
  if (event.detail.ctx.response.status === 401) {
    event.preventDefault();
    location.reload();
  }
});
