import type { Catalogue } from "../catalogue.ts";

/** English: join page. */
export const join: Catalogue["join"] = {
  title: "Video consultation",
  description: "Join your video consultation with name and access code. No app, no account.",
  lead: "Enter your name and the access code from your invitation. That is all you need.",
  name: "Your name",
  nameHint: "This is how you will be addressed in the conversation.",
  code: "Your access code",
  codeHint: "{digits} digits, for example {example}",
  submit: "Join room",
  busy: "One moment …",
  private:
    "The conversation is end-to-end encrypted: only you and the person you talk to see and hear it. Your name and the secret part of the code stay in your browser.",
  check: "Check camera and sound beforehand",
  troubleQuestion: "No code? Code does not work?",
  trouble: "What you can do",
  noScript:
    "JavaScript is switched off in your browser. A video call needs JavaScript. Switch it on in the browser's settings and load this page again.",
  summary: "That has not worked yet",
  errors: {
    empty_name: "Please enter your name.",
    empty: "Please enter your access code.",
    not_digits: "The access code has digits only. Please do not enter letters.",
    too_short: "The access code is too short. It has {digits} digits, you entered {typed}.",
    too_long: "The access code is too long. It has {digits} digits, you entered {typed}.",
    mistyped: "There is a typing mistake in the access code. Please compare it digit by digit.",
    consultation_unknown:
      "This access code is not valid, no longer valid, or not valid yet: the waiting room opens shortly before your appointment. If you are early, leave this page open: it tries again every minute. Otherwise please check the code, or ask the practice for a new one.",
    locked: "The room is locked, nobody else is let in. Please call the practice.",
    room_full: "There is no free place in the waiting room right now. Please try again in a few minutes.",
    too_many_requests: "Those were too many tries. Please wait {wait} and then try again.",
    network: "The server cannot be reached. Please check your internet connection and try again.",
    storage:
      "Your browser does not let this page remember anything. Please allow website data in its settings, or use another browser.",
    unavailable: "The server is taking a short break. Your code stays valid. Please try again in a minute.",
    internal: "Something went wrong on our side. Please try again in a minute.",
  },
  unsupported:
    "This browser cannot make video calls. Please open this page in an up-to-date Firefox, Chrome, Edge or Safari. If you opened the link inside another app, for example in a message, choose “Open in browser” there.",
  insecure:
    "This page was opened without a secure connection. Camera and microphone work only if the address begins with https.",
};
