// Pictures when they arrive, from the first paint on: each is shown at once, and its bytes are read, for a
// file may be changed or removed, or its drive be gone, when its turn comes. It is JavaScript because it has
// to work before any Python does, and a classic script because it has to be there before anything of the page.
//
//   arrivals.hold(file)       a promise of a File or Blob with the same bytes, name and type that cannot be
//                             lost; rejects with the browser's own error where the file cannot be read
//   arrivals.lay(name, file)  puts a picture on the desk; `file` is null for what is none. Gives {name, file,
//                             card, held}: its card, or null where there are many, and the promise of hold or null
//   arrivals.card(name, folder)  a new card, not in the document yet
//   arrivals.take()           for main.py alone, once: what has arrived until now, and takes no more
//   arrivals.waiting          the same, until it is taken
//   arrivals.fail(code, why)  says on what waits that it will not be read
//   arrivals.press()          presses again what only Python knows, and was pressed before it was there
"use strict";

(() => {
  const element = (id) => document.getElementById(id);

  // Bytes; larger files are refused unread, by the LARGEST of ui/words/refusal.py.
  const LARGEST = 50_000_000;

  const kept = new WeakSet();

  // A Blob's bytes lie with the browser, which moves them to the disk where they are many: the page has
  // those of one file at a time.
  const copy = async (file) => {
    if (kept.has(file) || file.size > LARGEST) return file;
    const {name, type, lastModified} = file;
    const content = [await file.arrayBuffer()];
    const held = name === undefined ? new Blob(content, {type}) : new File(content, name, {type, lastModified});
    kept.add(held);
    return held;
  };

  let last = Promise.resolve();
  const hold = (file) => {
    const copied = last.then(() => copy(file));
    last = copied.catch(() => undefined); // whoever asked is told; the next file is read all the same
    return copied;
  };

  // What a file's name says that it is: its extension, where it has a short one.
  const kind = (name) => name.match(/\.(.{1,5})$/u)?.[1].toUpperCase() ?? "file";

  const say = (card, sentence, more) => {
    card.querySelector(".headline").textContent = sentence;
    card.querySelector(".more").textContent = more;
  };

  const make = (name, folder) => {
    const card = element("card").content.firstElementChild.cloneNode(true);
    card.dataset.name = card.querySelector(".name").textContent = name;
    card.querySelector(".kind").textContent = folder ? "folder" : kind(name);
    card.querySelector(".remove").setAttribute("aria-label", `Remove ${name}`);
    say(card, "Waiting", "It is read as soon as the engine is ready.");
    return card;
  };

  // From so many pictures on they are a list, and Python makes the cards that are looked at (see ui/desk/board.py).
  // Of who wants cards as many are laid at once, which is more than there is room for near the window.
  const CARDS = 8;
  const MOST = 80;

  const lay = (name, file) => {
    const {dataset} = document.documentElement;
    dataset.pictures = "some";
    const most = {cards: MOST, list: 0}[dataset.view] ?? CARDS - 1;
    const few = element("cards").childElementCount < most;
    const card = few ? make(name, !file) : null;
    if (card) element("cards").prepend(card);
    const held = file && hold(file);
    // Who takes it says that it is lost.
    if (card) held?.then((file) => thumbnails.show(card, file), () => undefined);
    return {name, file, card, held};
  };

  const waiting = [];
  let taken = false;

  const take = () => {
    taken = true;
    return waiting.splice(0);
  };

  const refuse = (card, [code, why]) => {
    Object.assign(card.dataset, {code, state: "failed"});
    say(card, why, "");
  };

  const fail = (code, why) => {
    for (const each of waiting) {
      each.refused ??= [code, why];
      if (each.card) refuse(each.card, each.refused);
    }
  };

  // As refuse_thing of ui/words/refusal.py, which a test compares.
  const NO_FILE = [
    "not-an-image",
    "That is no file: it may be text, or a link to another site. " +
      "Save the picture on this device, then choose that file.",
  ];

  const receive = (name, file, refused = null) => {
    const laid = Object.assign(lay(name, file), {refused});
    if (refused && laid.card) refuse(laid.card, refused);
    waiting.push(laid);
  };

  const pick = (input) => {
    for (const file of input.files) receive(file.name, file);
    input.value = ""; // the next choice comes beside this one, not in its place
  };

  // Folders have no file, and who takes them knows them by that.
  const transfer = (items, what) => {
    const files = [...items].filter((item) => item.kind === "file");
    if (!files.length) receive(what, null, NO_FILE);
    for (const item of files) {
      const entry = item.webkitGetAsEntry?.();
      const file = item.getAsFile();
      if (entry?.isDirectory) receive(entry.name, null);
      else receive(file.name, file);
    }
  };

  const early = (type, act) => addEventListener(type, (event) => taken || act(event));
  early("click", ({target}) => target.id === "pick" && element("file").click());
  early("change", ({target}) => target.id === "file" && pick(target));
  early("dragover", (event) => event.preventDefault());
  early("drop", (event) => (event.preventDefault(), transfer(event.dataTransfer.items, "What you dropped")));
  early("paste", ({clipboardData}) => clipboardData && transfer(clipboardData.items, "What you pasted"));
  // Of several that were pressed the last is what somebody waits for.
  let pressed = null;
  const press = () => pressed?.click();
  early("click", ({target}) => { pressed = target.closest("#draw, #paste") ?? pressed; });
  // What a browser puts back into the input when somebody goes back to the page.
  addEventListener("DOMContentLoaded", () => taken || pick(element("file")));
  addEventListener("DOMContentLoaded", () => { element("paste").hidden = !navigator.clipboard?.read; });

  self.arrivals = Object.freeze({hold, lay, card: make, take, waiting, fail, press});
})();
