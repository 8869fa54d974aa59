/** Who sets up the practice of each stored database. Made up. */
export const OWNER = {
  practiceName: "Praxis am Park",
  name: "Dr. Ada Berg",
  email: "ada@praxis.example",
  passphrase: "sieben stille Störche singen",
};
