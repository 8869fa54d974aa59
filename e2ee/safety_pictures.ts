/** A picture that two people can describe to each other. */
export interface Picture {
  emoji: string;
  de: string;
  en: string;
}

/** The 64 pictures in their fixed order; a change of the order changes every code. */
export const PICTURES: readonly Picture[] = (
  "🐶Hund/dog 🐱Katze/cat 🐴Pferd/horse 🐷Schwein/pig 🐘Elefant/elephant 🐰Hase/rabbit 🐼Panda/panda 🐧Pinguin/penguin " +
  "🐢Schildkröte/turtle 🐟Fisch/fish 🐙Krake/octopus 🦋Schmetterling/butterfly 🐝Biene/bee 🐌Schnecke/snail 🐸Frosch/frog " +
  "🦉Eule/owl 🌷Tulpe/tulip 🌲Tanne/fir 🌵Kaktus/cactus 🍄Pilz/mushroom 🌙Mond/moon 🌞Sonne/sun ⭐Stern/star 🌈Regenbogen/rainbow " +
  "🔥Feuer/fire ⛄Schneemann/snowman ⚡Blitz/lightning 🍌Banane/banana 🍎Apfel/apple 🍓Erdbeere/strawberry 🍒Kirschen/cherries " +
  "🍇Trauben/grapes 🥕Möhre/carrot 🌽Mais/corn 🍋Zitrone/lemon 🍞Brot/bread 🧀Käse/cheese 🥚Ei/egg 🎂Torte/cake 🍕Pizza/pizza " +
  "☕Tasse/cup 🚗Auto/car 🚲Fahrrad/bicycle 🚂Zug/train 🚁Hubschrauber/helicopter 🚀Rakete/rocket ⛵Segelboot/sailboat ⚓Anker/anchor " +
  "🏠Haus/house ⛺Zelt/tent ☔Regenschirm/umbrella ⏰Wecker/clock 🔑Schlüssel/key 🔔Glocke/bell 🎁Geschenk/present 🔨Hammer/hammer " +
  "💡Glühbirne/bulb 📕Buch/book 📷Kamera/camera 🎈Luftballon/balloon ⚽Fußball/football 🎸Gitarre/guitar 🎩Hut/hat 💎Diamant/diamond"
).split(" ").map((entry) => {
  const [, emoji, de, en] = /^(\P{L}+)(.+)\/(.+)$/u.exec(entry)!;
  return { emoji: emoji!, de: de!, en: en! };
});
