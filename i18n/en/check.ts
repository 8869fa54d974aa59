import type { Catalogue } from "../catalogue.ts";

/** English: check page. */
export const check: Catalogue["check"] = {
  title: "Check camera and sound",
  description:
    "Checks browser, camera, microphone, loudspeaker and internet before the appointment. No code needed.",
  lead:
    "Here you can see before the appointment whether everything works. It takes about a minute. You need no code, and nobody sees or hears you meanwhile.",
  start: "Start the check",
  again: "Check again",
  goOn: "Go on without it",
  toJoin: "Go and join",
  steps: {
    browser: "Browser",
    camera: "Camera",
    microphone: "Microphone",
    loudspeaker: "Loudspeaker",
    network: "Internet",
  },
  status: {
    open: "not checked yet",
    running: "being checked",
    good: "fine",
    weak: "limited",
    bad: "does not work",
  },
  camera: { picture: "Your picture", seen: "This is what your camera sees." },
  microphone: {
    ask: "Please say a few words. As soon as we hear something, it goes on.",
    level: "Loudness",
  },
  loudspeaker: {
    ask: "Press “Play test tone”. Turn the sound up a little before.",
    play: "Play test tone",
    playing: "The test tone is playing …",
    question: "Did you hear the tone?",
    yes: "Yes, I heard it",
    no: "No",
  },
  network: {
    running: "The connection is being tried. That takes 20 seconds at most.",
    ways: {
      server: "Server",
      direct: "Direct connection",
      udp: "By way of the relay (UDP)",
      tcp: "By way of the relay (TCP)",
      tls: "By way of the relay (TLS)",
    },
    good: "works",
    bad: "does not work",
  },
  codes: {
    insecure: "The page was not opened securely. The address has to begin with “https”.",
    unsupported:
      "This browser cannot do video calls. Open this page in an up-to-date Safari, Chrome, Firefox or Edge.",
    microphone_silent:
      "Nothing can be heard. Is the microphone muted, on the headset or on the device? Say something loudly again.",
    not_heard: "Turn the sound up, and see whether headphones are connected. Then play the tone again.",
    skipped: "You have skipped this.",
    server_unreachable: "The server cannot be reached. Check your internet connection.",
    server_unavailable: "The server is taking a short break. Your network is fine. Check again in a minute.",
    network_blocks:
      "Your network blocks video calls. Use another one, for example mobile data instead of Wi-Fi.",
    relay_blocked:
      "It works, but the way through the relay is blocked. If a call does not come about, use another network.",
  },
  verdicts: {
    ready: { title: "Everything is fine", lead: "You can take part in the video consultation." },
    ready_with_less: {
      title: "It works, with limits",
      lead: "You can take part. Above you see what is not quite right yet.",
    },
    not_ready: {
      title: "It does not work yet",
      lead: "Above you see what the reason is and what helps. Check again after that.",
    },
  },
  details: "Technical details for help on the phone",
  detailsHint: "They say nothing about you, only about browser, devices and network.",
  copy: "Copy details",
  copied: "The details have been copied.",
  copyFailed: "Copying did not work. Please select the text by hand.",
};
