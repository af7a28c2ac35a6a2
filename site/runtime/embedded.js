// Inkling in a frame of another page, which embed.js opens with ?embed: nothing is shown or kept, and what the
// page asks by messages is answered. It answers to that page alone, and reads only files that it hands over:
// an address would let it read through Inkling what only Inkling's origin may load. It is a classic script, as
// inkling.js after it, so that it can say why nothing else loads.
"use strict";

(() => {
  const VERSION = 1; // of the messages; embed.js has the same
  if (parent === self || !new URLSearchParams(location.search).has("embed")) return;

  const {dataset} = document.documentElement;
  dataset.embedded = ""; // for main.py and style.css
  dataset.snapshot = "none"; // a visitor has no button here to remove what is kept

  const say = (message, to) => parent.postMessage({inkling: VERSION, ...message}, to);

  const answer = async ({blob, trace, options}) => {
    try {
      if (!(blob instanceof Blob)) {
        const message = "Only files are read in a frame: hand over a Blob or File, as embed.js does.";
        throw Object.assign(new Error(message), {code: "not-an-image"});
      }
      return {reading: await inkling.read(blob, {...options, trace})};
    } catch ({code, message}) {
      return {error: {code, message}}; // an Error loses its code on the way
    }
  };

  addEventListener("message", async ({source, origin, data}) => {
    if (source !== parent || data?.inkling !== VERSION || data.type !== "read") return;
    const message = {type: "answer", number: data.number, ...await answer(data)};
    say(message, origin === "null" ? "*" : origin); // a page without an origin has no other address
  });

  // Whoever it is may know these; what is in a picture goes only to where the picture came from.
  addEventListener("DOMContentLoaded", async () => {
    say({type: "hello"}, "*");
    try {
      await inkling.ready;
      say({type: "ready"}, "*");
    } catch ({code, message}) {
      say({type: "failed", code, message}, "*");
    }
  });
})();
