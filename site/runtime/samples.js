// The samples on the empty page: a strip of pictures for who has none at hand. Each goes the way of a file that
// is chosen. It is JavaScript because it has to work before any Python does.
// ?sample in the page's address opens one by its name.
//
// The list is samples/samples.json, which `make samples` writes beside the pictures. A picture is fetched once,
// for the strip and for who opens it: when nothing is on the desk, for then nothing may be asked of the server.
"use strict";

(() => {
  const FOLDER = "./samples/";
  const page = document.documentElement;
  const list = document.getElementById("samples");
  const strip = list.parentElement;

  const get = async (path, options) => {
    const got = await fetch(FOLDER + path, options);
    if (!got.ok) throw new Error(`the server answered ${got.status}`);
    return got;
  };

  const files = new Map(); // promises, by name
  const load = ({name, file}) => {
    if (!files.has(name)) {
      const blob = get(file, {priority: "low"}).then((got) => got.blob());
      const made = blob.then((blob) => new File([blob], file, {type: "image/jpeg"}));
      made.catch(() => files.delete(name)); // the next press tries again
      files.set(name, made);
    }
    return files.get(name);
  };

  const lost = (name, error) => {
    console.info(`The sample ${name} could not be fetched:`, error);
    const why = "The sample could not be fetched: the network or its server may be away. " +
      "Load the page again, or choose a picture of your own.";
    arrivals.give(name, null, ["unreadable-file", why]);
  };

  const open = async (sample) => {
    const hadFocus = list.contains(document.activeElement);
    try {
      arrivals.give(sample.file, await load(sample));
    } catch (error) {
      lost(sample.file, error);
    }
    if (hadFocus) document.getElementById("pick").focus(); // the strip is gone, and the keyboard's place with it
  };

  const made = (kind, properties, ...children) => {
    const element = Object.assign(document.createElement(kind), properties);
    element.append(...children);
    return element;
  };

  const show = (sample) => {
    const {caption, alternative} = sample;
    const image = made("img", {alt: alternative, width: 160, height: 120, decoding: "async", draggable: false});
    const button = made("button", {type: "button", className: "sample"}, image, made("span", {textContent: caption}));
    button.addEventListener("click", () => open(sample));
    list.append(made("li", {}, button));
    return async () => {
      image.src = URL.createObjectURL(await load(sample));
    };
  };

  // When everything that the page begins with is there, and whenever the strip is seen: it is not while there
  // are pictures on the desk.
  const fill = (acts) => {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      watch.disconnect();
      for (const act of acts) act().catch((error) => console.info("A sample could not be fetched:", error));
    }, {rootMargin: "100%"});
    const begin = () => (self.requestIdleCallback ?? setTimeout)(() => watch.observe(strip));
    if (document.readyState === "complete") begin();
    else addEventListener("load", begin);
  };

  const begin = async () => {
    const asked = new URLSearchParams(location.search).get("sample");
    // So that loading the page again does not open a second one.
    if (asked !== null) history.replaceState(null, "", new URL(".", document.baseURI));
    let samples;
    try {
      samples = await (await get("samples.json")).json();
    } catch (error) {
      strip.hidden = true;
      if (asked === null) console.info("There are no samples:", error);
      else lost(asked, error);
      return;
    }
    fill(samples.map(show));
    if (asked === null) return;
    const sample = samples.find(({name}) => name === asked);
    if (sample) open(sample);
    else arrivals.say("sample", asked);
  };

  // In a frame nothing is shown; from a file nothing can be fetched, and the page says so.
  strip.hidden = "embedded" in page.dataset || location.protocol === "file:";
  if (!strip.hidden) begin();
})();
