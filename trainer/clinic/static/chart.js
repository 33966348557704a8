"use strict";
// Charts are drawn by the server, and each mark tells in its label what it stands for. Here the
// label of the nearest point is shown: under the mouse, a finger, or the arrow keys.
const WALKED = ["point", "tick", "bar", "line mark"];
const NEAR_PX = 48;

for (const svg of document.querySelectorAll("figure > svg")) {
  const figure = svg.parentElement;
  const marks = [...svg.querySelectorAll('[role="graphics-symbol"][aria-label]')]
    .filter((mark) => WALKED.includes(mark.getAttribute("aria-roledescription")));
  if (!marks.length) continue;
  const tip = document.createElement("p");
  let current = -1, before = -1;
  tip.className = "tip";
  tip.setAttribute("role", "status");
  figure.append(tip);
  figure.tabIndex = 0;
  figure.classList.add("chart");
  figure.setAttribute("aria-describedby", "chart-keys");
  // One stop of the tab key for each chart: its points are walked by the arrow keys.
  for (const link of svg.querySelectorAll("a")) link.setAttribute("tabindex", "-1");

  function show(index) {
    marks[current]?.classList.remove("at");
    current = index;
    const mark = marks[index];
    tip.textContent = mark ? mark.getAttribute("aria-label") : "";
    if (!mark) return;
    mark.classList.add("at");
    const box = mark.getBoundingClientRect(), whole = figure.getBoundingClientRect();
    const left = box.left + box.width / 2 - whole.left - tip.offsetWidth / 2;
    const above = box.top - whole.top - tip.offsetHeight - 8;
    tip.style.left = `${Math.max(0, Math.min(left, whole.width - tip.offsetWidth))}px`;
    tip.style.top = `${above < 0 ? box.bottom - whole.top + 8 : above}px`;
  }

  function nearest(event) {
    const under = marks.indexOf(event.target);
    if (under >= 0) return under;
    let found = -1, least = NEAR_PX;
    marks.forEach((mark, index) => {
      if (mark.getAttribute("aria-roledescription") === "line mark") return;
      const box = mark.getBoundingClientRect();
      const aside = Math.max(box.left - event.clientX, event.clientX - box.right, 0);
      const apart = Math.max(box.top - event.clientY, event.clientY - box.bottom, 0);
      const far = Math.hypot(aside, apart / 2);
      if (far < least) [found, least] = [index, far];
    });
    return found;
  }

  const address = (index) => marks[index]?.closest("a")?.getAttribute("href");

  figure.addEventListener("pointermove", (event) => show(nearest(event)));
  figure.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") show(-1); });
  figure.addEventListener("pointerdown", (event) => { before = event.pointerType === "mouse" ? nearest(event) : current; show(nearest(event)); });
  figure.addEventListener("click", (event) => {
    // A mouse on a point follows its link, also into another tab; a finger sees first what it opens.
    if (event.pointerType !== "touch" && event.target.closest("a")) return;
    const index = nearest(event), leads = address(index);
    event.preventDefault();
    if (leads && index === before) location.assign(leads);
  });
  figure.addEventListener("blur", () => show(-1));
  figure.addEventListener("keydown", (event) => {
    const last = marks.length - 1;
    const to = {
      ArrowRight: Math.min(current + 1, last), ArrowDown: Math.min(current + 1, last),
      ArrowLeft: Math.max(current - 1, 0), ArrowUp: Math.max(current - 1, 0),
      Home: 0, End: last, Escape: -1,
    }[event.key];
    if (event.key === "Enter" && address(current)) location.assign(address(current));
    else if (to === undefined) return;
    else show(to);
    event.preventDefault();
  });
}
