"use strict";
// Films of trials: each one file of pictures, drawn into a canvas. Those that stand together run on
// one time, counted from each trial's start; a line on the course of each follows.
for (const group of document.querySelectorAll(".film[data-play]")) {
  const find = (name) => group.querySelector(name);
  const [show, state, screen, play, moment, output] = [".show", ".state", ".screen", ".play", ".moment", "output"].map(find);
  const films = [...group.querySelectorAll("canvas")].map((canvas) => ({
    address: canvas.dataset.film,
    paper: canvas.getContext("2d"),
    course: document.getElementById(canvas.dataset.course),
    line: document.createElement("i"),
    reel: null,
    pictures: [],
    drawn: 0,
  }));
  let first = 0, step = 1, last = 0, timer = 0, ready = false;

  async function fetched(film) {
    for (;;) {
      const answer = await fetch(film.address, { headers: { "x-watching": "1", "hx-request": "true" } });
      if (answer.status === 200) return cut(film, await answer.arrayBuffer());
      if (answer.status === 401) location.reload();
      const said = (answer.headers.get("content-type") || "").includes("json");
      const words = said ? (await answer.json()).words : group.dataset.failed;
      if (answer.status !== 202) throw new Error(words);
      state.textContent = words;
    }
  }

  function cut(film, buffer) {
    const bytes = new Uint8Array(buffer), end = bytes.indexOf(10);
    film.reel = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    let at = end + 1;
    film.pictures = film.reel.lengths.map((length) => new Blob([bytes.subarray(at, at += length)], { type: "image/webp" }));
  }

  const ends = (film) => film.reel.first_s + (film.pictures.length - 1) * film.reel.step_s;
  const within = (index, count) => Math.min(Math.max(index, 0), count - 1);

  function draw(index) {
    const at = first + index * step;
    output.textContent = `${at.toFixed(1)} s`;
    moment.value = index;
    moment.setAttribute("aria-valuetext", output.textContent);
    return Promise.all(films.map((film) => drawn(film, at)));
  }

  async function drawn(film, at) {
    const asked = ++film.drawn;
    const index = within(Math.round((at - film.reel.first_s) / film.reel.step_s), film.pictures.length);
    const bitmap = await createImageBitmap(film.pictures[index]);
    if (asked === film.drawn) film.paper.drawImage(bitmap, 0, 0);
    bitmap.close();
    follow(film, Math.min(at, ends(film)));
  }

  function follow({ course, line }, at) {
    const area = course?.querySelector(".role-scope .background");
    if (!area) return;
    const [from, to] = [Number(course.dataset.from), Number(course.dataset.to)];
    const box = area.getBoundingClientRect(), whole = course.getBoundingClientRect();
    const share = Math.min(Math.max((at - from) / (to - from), 0), 1);
    line.className = "now";
    line.style.left = `${box.left - whole.left + share * box.width}px`;
    course.append(line);
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = group.dataset.play;
  }

  function go(index) {
    stop();
    return draw(within(index, last + 1));
  }

  function begin() {
    if (timer) return stop();
    let next = Number(moment.value) >= last ? 0 : Number(moment.value);
    timer = setInterval(() => {
      draw(next);
      if (++next > last) stop();
    }, 1000 * step);
    play.textContent = group.dataset.pause;
  }

  async function open() {
    if (ready) return true;
    show.disabled = true;
    try {
      await Promise.all(films.map(fetched));
      first = Math.min(...films.map((film) => film.reel.first_s));
      step = Math.min(...films.map((film) => film.reel.step_s));
      last = Math.round((Math.max(...films.map(ends)) - first) / step);
      moment.max = last;
      state.textContent = "";
      show.hidden = true;
      screen.hidden = false;
      ready = true;
      await draw(0);
      return true;
    } catch (error) {
      state.textContent = error instanceof TypeError ? group.dataset.failed : error.message;
      show.disabled = false;
      return false;
    }
  }

  show.addEventListener("click", async () => { if (await open()) play.focus(); });
  play.addEventListener("click", begin);
  find(".back").addEventListener("click", () => go(Number(moment.value) - 1));
  find(".on").addEventListener("click", () => go(Number(moment.value) + 1));
  moment.addEventListener("input", () => go(Number(moment.value)));

  // A time in the table of events leads to its picture.
  for (const cell of document.querySelectorAll(".events [data-at]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "seek";
    button.textContent = cell.textContent;
    cell.replaceChildren(button);
    button.addEventListener("click", async () => {
      if (!(await open())) return;
      await go(Math.round((Number(cell.dataset.at) - first) / step));
      group.scrollIntoView({ block: "nearest" });
    });
  }
}
