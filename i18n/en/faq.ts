import type { Section } from "../text_blocks.ts";
import type { Catalogue } from "../catalogue.ts";

/** English: questions and answers. */
export const faq: Catalogue["faq"] = {
  title: "Questions and answers",
  description:
    "What applies to a video consultation: rules, recording, name, duration, networks, encryption.",
  lead: "What you may want to know about the video consultation, answered briefly.",
  sections: [
    {
      id: "rules",
      title: "Which rules apply to a medical video consultation?",
      blocks: [
        "For consultations with doctors and psychotherapists of the statutory health insurance in Germany, the agreements between their national association (KBV) and the insurers apply (Annex 31b to the federal framework agreement, section 365 of Book V of the Social Code). For you this means above all:",
        {
          list: [
            "Taking part is voluntary. You can visit the practice instead at any time.",
            "The practice informs you beforehand and asks for your consent.",
            "Both sides sit in closed rooms where nobody listens in uninvited.",
            "At the start, everyone in the room introduces themselves.",
            "Nobody records the conversation, neither picture nor sound.",
            "The practice must be able to recognise your real name.",
            "There is no advertising, and the conversation is end-to-end encrypted.",
            "Whether a video conversation is enough or an examination is needed is for the doctor to decide.",
          ],
        },
        "For legal and tax advice this does not apply to the letter, but as good practice.",
      ],
    },
    {
      id: "emergency",
      title: "What do I do in an emergency?",
      blocks: [
        "Do not wait for a video conversation:",
        {
          list: [
            "Danger to life, accident, fire: 112",
            "Doctors on call when practices are closed: 116 117",
            "Police: 110",
            "Telephone counselling, free of charge, day and night: 0800 111 0 111",
          ],
        },
        "These numbers work in Germany, 112 all over Europe.",
      ],
    },
    {
      id: "reach",
      title: "Whom can I reach here?",
      blocks: [
        "Only whoever invited you: your practice or law firm. You cannot call anybody here on your own, and nobody can call you. Without an invitation there is no conversation.",
      ],
    },
    {
      id: "recording",
      title: "Is anything recorded?",
      blocks: [
        "No. This application has no way to record, and no server ever gets picture or sound in readable form. Nobody can technically prevent a person from filming a screen, though. It is not allowed without your consent: secretly recording what is said in confidence is a crime in Germany.",
      ],
    },
    {
      id: "name",
      title: "Do I have to give my real name?",
      blocks: [
        "In a medical consultation yes, so that the practice knows whom it is talking to. The name goes to the other person encrypted. The server does not learn it.",
      ],
    },
    {
      id: "time",
      title: "How long may a conversation last?",
      blocks: [
        "As long as both of you like. The access code works until 24 hours after the planned start, as often as you like, also after an interruption.",
      ],
    },
    {
      id: "nobody",
      title: "What do I do if nobody comes?",
      blocks: [
        "Stay in the waiting room; it has no time limit. The practice sees that you are there. Consultations are sometimes late, just as in a real waiting room.",
        "Check day and time in the invitation. After a quarter of an hour it is best to call the practice. If it gave a number, the waiting room shows it.",
      ],
    },
    {
      id: "late",
      title: "I am too late. Does it still work?",
      blocks: [
        "Join nevertheless: code and link still work. Whether there is enough time left is for the practice to decide. A short call there helps.",
      ],
    },
    {
      id: "networks",
      title: "May I use somebody else's Wi-Fi or mobile data?",
      blocks: [
        "Yes. Whoever runs the network sees only encrypted data, and that you are connected to this site. Some company or hospital networks block video calls; use mobile data then.",
        "A conversation on mobile data uses about 15 to 30 megabytes a minute. If your allowance is used up, the picture gets poor or it costs extra. With the camera off it is about one megabyte a minute. Abroad, ask your provider for the price first.",
        "In public, however, somebody might listen in or look at your screen. Better find a place where you are undisturbed.",
      ],
    },
    {
      id: "relatives",
      title: "May somebody be there to help me?",
      blocks: [
        "Yes, if you like: a relative, a carer or somebody you trust. Say at the start who is in the room. For children and for people with a legal guardian, parents or guardian usually take part.",
      ],
    },
    {
      id: "interpreter",
      title: "I speak little German, or I need sign language. What is possible?",
      blocks: [
        "Somebody can sit beside you and interpret. Tell the practice beforehand, so that it plans more time.",
        "This site is available in German, in English and in plain German. You switch the language at the top of every page.",
      ],
    },
    {
      id: "hearing",
      title: "I do not hear or see well. What helps?",
      blocks: [
        "Write messages to each other during the conversation, or switch on the captions of your browser or device if it has any. Hearing aids can often be connected like headphones.",
        "The page can be made larger, used by keyboard and read out. It follows the colours and contrasts of your device.",
      ],
    },
    {
      id: "encryption",
      title: "What does “end-to-end encrypted” mean?",
      blocks: [
        "Picture, sound and your name are encrypted on your device and become readable only on the device of the person you talk to. The keys are made anew for each conversation, and only on these two devices. If a relay has to pass the data on, it too sees only encrypted data.",
        "With the safety code in the conversation, both of you can check that nobody sits in the middle.",
      ],
    },
    {
      id: "operator",
      title: "What does the operator of this site see?",
      blocks: [
        "The operator sees when which internet address joins a room, when the appointment is planned and which practice invited to it. The operator does not see your name, the secret part of the code, or anything of the conversation.",
        "To be quite honest: the page itself comes from the operator's server. Whoever controls that server could deliver a changed page that spies on you. What helps against it: the source code is open, and the page loads no program parts from elsewhere.",
      ],
    },
    {
      id: "peer",
      title: "Does the other person see where I am?",
      blocks: [
        "What the camera shows, of course. The two devices connect directly if they can. The other device then learns your internet address, as with every direct connection. It is not displayed.",
      ],
    },
    {
      id: "cost",
      title: "What does it cost? Do I need an account or an app?",
      blocks: [
        "This site costs you nothing but your internet access. You need neither an account nor an app; there are none.",
        "The treatment or advice itself is charged by the practice or law firm as usual: to your health insurance or to you. It answers your questions about that.",
      ],
    },
    {
      id: "prescription",
      title: "Do I get a prescription or a sick note?",
      blocks: [
        "That is for the practice to decide. Much can be sent electronically or by post, some of it only after an examination on site.",
      ],
    },
    {
      id: "cookies",
      title: "Are there cookies, advertising or tracking?",
      blocks: [
        "No advertising, no tracking, no other servers. Cookies are set only when you switch the language or sign in as a practice.",
      ],
    },
    {
      id: "reuse",
      title: "May I pass the invitation on?",
      blocks: [
        "Please do not. Whoever has the code or link can knock. But only those whom the practice admits get in. If you forwarded the invitation by mistake, tell the practice: it can replace the code at once.",
      ],
    },
    {
      id: "device",
      title: "Can I change to another device?",
      blocks: [
        "Yes. Join on the other device with the same code or link, and close the page on the first. The practice then admits you once more.",
      ],
    },
    {
      id: "public",
      title: "I use somebody else's computer. What stays behind?",
      blocks: [
        "Only the open tab remembers name and code. Close all windows of the browser at the end. Safest is a private window: it forgets everything when you close it.",
      ],
    },
  ] as Section[],
  more: "Step by step: to the help",
};
