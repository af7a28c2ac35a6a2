// Pictures when they arrive, from the first paint on: each is shown at once, and its bytes are read, for a
// file may be changed or removed, or its drive be gone, when its turn comes. It is JavaScript because it has
// to work before any Python does, and a classic script because it has to be there before anything of the page.
//
//   arrivals.hold(file)       a promise of a File or Blob with the same bytes, name and type that cannot be
//                             lost; rejects with the browser's own error where the file cannot be read
//   arrivals.lay(name, file)  puts a picture on the desk; `file` is null for what is none. Gives {name, file,
//                             card, held}: its card, or null where there are many, and the promise of hold or null
//   arrivals.card(name, none)  a new card, not in the document yet; `none` for what is no file
//   arrivals.give(name, file, refused)  takes a picture, or says why not by `refused`, a code and a sentence
//   arrivals.say(kind, ...facts)        has Python say something, in words of its own: "folder" with names and how
//                             many pictures, others and lost, see folders.js; "sample" with a name of none
//   arrivals.take(add, say)   for main.py alone, once: what has arrived until now, each as lay gave it, with
//                             `refused`. What comes from then on goes to add(things), where each has a name, a file
//                             and `refused`, and what is to be said to say(kind, facts)
//   arrivals.waiting          what is to be taken
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

  const write = (card, sentence, more) => {
    card.querySelector(".headline").textContent = sentence;
    card.querySelector(".more").textContent = more;
  };

  const make = (name, none) => {
    const card = element("card").content.firstElementChild.cloneNode(true);
    card.dataset.name = card.querySelector(".name").textContent = name;
    card.querySelector(".kind").textContent = none ? "" : kind(name);
    card.querySelector(".remove").setAttribute("aria-label", `Remove ${name}`);
    write(card, "Waiting", "It is read as soon as the engine is ready.");
    return card;
  };

  // From so many pictures on they are a list, and Python makes the cards that are looked at (see ui/desk/board.py).
  // Of who wants cards as many are laid at once as there is room for near the window; before Python is there, as
  // many as fill it: they are laid in one task, and make way for the list soon.
  const CARDS = 8;
  const NEAR = 80;
  const EARLY = 24;

  const lay = (name, file) => {
    const {dataset} = document.documentElement;
    dataset.pictures = "some";
    const most = {cards: NEAR, list: 0}[dataset.view] ?? (taker ? CARDS - 1 : EARLY);
    const few = element("cards").childElementCount < most;
    const card = few ? make(name, !file) : null;
    if (card) element("cards").prepend(card);
    const held = file && hold(file);
    // Who takes it says that it is lost.
    if (card) held?.then((file) => thumbnails.show(card, file), () => undefined);
    return {name, file, card, held};
  };

  const waiting = [];
  const unsaid = [];
  let taker = null; // {add, say}, when Python is there

  const say = (kind, ...facts) => {
    if (taker) taker.say(kind, facts);
    else unsaid.push([kind, facts]);
  };

  const take = (add, say) => {
    taker = {add, say};
    for (const each of unsaid.splice(0)) say(...each);
    return waiting.splice(0);
  };

  const refuse = (card, [code, why]) => {
    Object.assign(card.dataset, {code, state: "failed"});
    write(card, why, "");
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

  // The same of a picture on another page that the browser gives no file of.
  const NO_PICTURE = [
    "not-an-image",
    "That is a picture on another page, of which the browser hands over the address alone. " +
      "Save it on this device and drop that file here, or copy the picture there and paste it here.",
  ];

  const give = (name, file, refused = null) => giveAll([{name, file, refused}]);

  // All of them in one call, however many: Python takes its time with them.
  const giveAll = (things) => {
    if (taker) {
      taker.add(things);
      return;
    }
    for (const {name, file, refused} of things) {
      const laid = Object.assign(lay(name, file), {refused});
      if (refused && laid.card) refuse(laid.card, refused);
      waiting.push(laid);
    }
  };
  const giveFiles = (files) => giveAll(Array.from(files, (file) => ({name: file.name, file, refused: null})));

  const layFolders = (names, {pictures, others, lost}) => {
    giveFiles(pictures);
    say("folder", names, pictures.length, others, lost);
  };

  const pick = (input) => {
    if (input.webkitdirectory && input.files.length) {
      layFolders([input.files[0].webkitRelativePath.split("/")[0]], folders.sort(input.files));
    } else {
      giveFiles(input.files);
    }
    input.value = ""; // the next choice comes beside this one, not in its place
  };

  // Whether it is, or leads to, a picture on another page.
  const isPicture = (data) => /<img\b/i.test(data.getData("text/html")) ||
    /\.(jpe?g|png|webp|gif|bmp|avif|svg)([?#]|$)/i.test(data.getData("text/uri-list"));

  // All at once, for what is dropped can be asked for only as long as its event lasts.
  const transfer = (data, what) => {
    const items = [...data.items].filter((item) => item.kind === "file");
    const entries = items.map((item) => item.webkitGetAsEntry?.());
    const files = items.map((item) => item.getAsFile());
    const dropped = entries.filter((entry) => entry?.isDirectory);
    const given = files.filter((file, index) => file && !entries[index]?.isDirectory);
    giveFiles(given);
    if (dropped.length) folders.walk(dropped).then((found) => layFolders(dropped.map(({name}) => name), found));
    else if (!given.length) give(what, null, isPicture(data) ? NO_PICTURE : NO_FILE);
  };

  // Without a camera of the browser's own the device's is asked for. Its dialog opens while the press is fresh.
  const noCamera = !navigator.mediaDevices?.getUserMedia;
  addEventListener("click", ({target}) => {
    const input = {"pick": "file", "pick-folder": "folder"}[target.id];
    if (input) element(input).click();
    if (noCamera && target.closest("#camera")) element("snap").click();
  });
  // On its way down, for a page or test that sets the files itself may tell of it in an event that does not rise.
  addEventListener("change", ({target}) => ["file", "folder", "snap"].includes(target.id) && pick(target), true);
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => (event.preventDefault(), transfer(event.dataTransfer, "What you dropped")));
  addEventListener("paste", ({clipboardData, target}) => {
    // What is pasted into a field is text for it.
    const isText = target.closest?.("input, textarea, [contenteditable]") && !clipboardData?.files.length;
    if (clipboardData && !isText) transfer(clipboardData, "What you pasted");
  });
  // Of several that were pressed the last is what somebody waits for.
  let pressed = null;
  const press = () => pressed?.click();
  const known = noCamera ? "#draw, #paste" : "#draw, #paste, #camera";
  addEventListener("click", ({target}) => taker || (pressed = target.closest(known) ?? pressed));
  // What a browser puts back into the input when somebody goes back to the page.
  addEventListener("DOMContentLoaded", () => pick(element("file")));

  // Said of the page before it is painted, so that no way in comes late or goes, and moves what is below it.
  const {dataset} = document.documentElement;
  if (!navigator.clipboard?.read) dataset.noPaste = "";
  try {
    // A desk that is kept comes with Python (see records.js): it is where pictures are from the beginning on.
    if (localStorage.getItem(`inkling-desk@${new URL(".", document.baseURI)}`)) dataset.pictures = "some";
  } catch (error) {
    console.info("Nothing is kept where storage is blocked:", error);
  }
  if (!("webkitdirectory" in HTMLInputElement.prototype)) dataset.noFolder = "";

  self.arrivals = Object.freeze({hold, lay, card: make, give, say, take, waiting, fail, press});
})();
