"use strict";
// The film of a trial: one file of pictures, drawn into a canvas; a line on the course follows it.
for (const film of document.querySelectorAll("[data-film]")) {
  const find = (name) => film.querySelector(name);
  const [show, state, screen, play, moment, output] = [".show", ".state", ".screen", ".play", ".moment", "output"].map(find);
  const paper = find("canvas").getContext("2d");
  const course = document.querySelector(".course");
  const line = document.createElement("i");
  let pictures = [], reel = null, timer = 0, drawn = 0;

  async function fetched() {
    for (;;) {
      const answer = await fetch(film.dataset.film, { headers: { "x-watching": "1" } });
      if (answer.status === 200) return answer.arrayBuffer();
      if (answer.status === 401) { location.reload(); }
      const words = (await answer.json()).words;
      if (answer.status !== 202) throw new Error(words);
      state.textContent = words;
    }
  }

  function cut(buffer) {
    const bytes = new Uint8Array(buffer), end = bytes.indexOf(10);
    reel = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    let at = end + 1;
    pictures = reel.lengths.map((length) => new Blob([bytes.subarray(at, at += length)], { type: "image/webp" }));
    moment.max = pictures.length - 1;
  }

  async function draw(index) {
    const asked = ++drawn;
    const bitmap = await createImageBitmap(pictures[index]);
    if (asked === drawn) paper.drawImage(bitmap, 0, 0);
    bitmap.close();
    const at = reel.first_s + index * reel.step_s;
    output.textContent = `${at.toFixed(1)} s`;
    moment.value = index;
    moment.setAttribute("aria-valuetext", output.textContent);
    follow(at);
  }

  function follow(at) {
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
    play.textContent = film.dataset.play;
  }

  function step(by) {
    stop();
    draw(Math.min(Math.max(Number(moment.value) + by, 0), pictures.length - 1));
  }

  function begin() {
    if (timer) return stop();
    let next = Number(moment.value) >= pictures.length - 1 ? 0 : Number(moment.value);
    timer = setInterval(() => {
      draw(next);
      if (++next >= pictures.length) stop();
    }, 1000 * reel.step_s);
    play.textContent = film.dataset.pause;
  }

  async function open() {
    if (reel) return true;
    show.disabled = true;
    try {
      cut(await fetched());
      state.textContent = "";
      show.hidden = true;
      screen.hidden = false;
      await draw(0);
      return true;
    } catch (error) {
      state.textContent = error instanceof TypeError ? film.dataset.failed : error.message;
      show.disabled = false;
      return false;
    }
  }

  show.addEventListener("click", async () => { if (await open()) play.focus(); });
  play.addEventListener("click", begin);
  find(".back").addEventListener("click", () => step(-1));
  find(".on").addEventListener("click", () => step(1));
  moment.addEventListener("input", () => { stop(); draw(Number(moment.value)); });

  // A time in the table of events leads to its picture.
  for (const cell of document.querySelectorAll(".events [data-at]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "seek";
    button.textContent = cell.textContent;
    cell.replaceChildren(button);
    button.addEventListener("click", async () => {
      if (!(await open())) return;
      stop();
      const index = Math.round((Number(cell.dataset.at) - reel.first_s) / reel.step_s);
      await draw(Math.min(Math.max(index, 0), pictures.length - 1));
      film.scrollIntoView({ block: "nearest" });
    });
  }
}
