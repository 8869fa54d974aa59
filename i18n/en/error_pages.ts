import type { Catalogue } from "../catalogue.ts";

/** English: error pages. */
export const errors: Catalogue["errors"] = {
  codeLabel: "Reference for questions",
  notFound: {
    title: "This page does not exist",
    lead:
      "Perhaps the address is not complete. Please open the link from your invitation once more, or enter your access code on the start page.",
  },
  changedLink: {
    title: "Your link was changed on its way",
    lead: "Your mail program has replaced a character in the link. This page restores it and opens it.",
    noScript:
      "It needs JavaScript for that. Please switch it on and reload the page. Or replace “%23” by “#” in the address above.",
  },
  notAllowed: {
    title: "That does not work here",
    lead: "This address cannot be used in this way. Please begin on the start page.",
  },
  tooMany: {
    title: "Too many requests",
    lead:
      "Very many requests came from your connection just now. Please wait a minute and then load the page again.",
  },
  refused: {
    title: "That did not work",
    lead: "The server could not accept this request. Please begin on the start page.",
  },
  unavailable: {
    title: "Not available right now",
    lead: "The server is taking a short break or is overloaded. Your link and your code stay valid.",
    tries: "This page tries again by itself.",
    tryAgain: "Try again",
    gaveUp: "It has not worked for some time. Please try again later, or call the practice.",
  },
  internal: {
    title: "Something went wrong on our side",
    lead:
      "It is not your fault. Please load the page again. If it still does not work, please call the practice.",
  },
};
