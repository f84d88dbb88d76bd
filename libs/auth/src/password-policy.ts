const SHORTEST = 12;
const LONGEST = 256;

/**
 * Words that common passwords and passwords for this product are made of. A password that is nothing but such words,
 * digits and punctuation is refused, which covers the long lists of leaked passwords from 12 characters on.
 */
const commonWords = `
  password passwort passphrase passw0rd contrasena motdepasse secret geheim letmein welcome willkommen bienvenue
  admin administrator root superuser user guest test testing demo default changeme change login access master
  server system network computer internet qwerty qwertyuiop qwertz qwertzuiop azerty azertyuiop asdf asdfgh
  asdfghjkl zxcvbn zxcvbnm yxcvbnm qazwsx qazwsxedc wsx edc rfv iloveyou love lovely forever sunshine princess
  dragon monkey football baseball basketball soccer hockey superman batman pokemon starwars whatever trustno
  michael jordan jennifer charlie ashley jessica daniel thomas hello freedom shadow summer winter spring autumn
  monday friday january february march april may june july august september october november december abc abcd
  abcdef the my is new one two company office manager hydrant water wasser eau agua acqua pump pumpe pipe valve
  reservoir tank sensor pressure flow leak leakage utility waterworks wasserwerk supply municipal municipality
  city nation national region operator operations monitor monitoring scada telemetry plant station control alarm
  platform postgres mosquitto mqtt
`
  .trim()
  .split(/\s+/);

const lookalikes: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * What speaks against a password. No rule about kinds of characters: length counts, and not being a common one.
 * @returns a sentence for the user, or null when nothing does
 */
export function weaknessOf(password: string, about: readonly string[]): string | null {
  const characters = Array.from(password.normalize('NFKC'));
  if (characters.length < SHORTEST) return `Use ${SHORTEST} characters or more.`;
  if (characters.length > LONGEST) return `Use ${LONGEST} characters or fewer.`;
  const plain = characters.join('').toLowerCase();
  if (new Set(plain).size < 5) return 'It repeats the same few characters: use more different ones.';
  if (longestRun(plain) > plain.length / 2) return 'It is mostly a sequence such as 12345 or abcde.';
  if (isRepeated(plain)) return 'It repeats one short text: use a longer one.';
  const words = [...commonWords, ...about.flatMap(wordsOf)];
  const spellings = [plain, Array.from(plain, (letter) => lookalikes[letter] ?? letter).join('')];
  if (spellings.some((spelling) => isMadeOf(spelling, words))) {
    return 'It consists of common words, or of your name: add words that nobody would expect.';
  }
  return null;
}

/** Letters are all covered by the words; digits and punctuation between them do not count as strength. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const left = [...words]
    .sort((a, b) => b.length - a.length)
    .reduce((rest, word) => rest.replaceAll(word, ' '), text)
    .replaceAll(/[\s\d\p{P}\p{S}]/gu, '');
  return left.length < 4;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length >= 3);
}

/** Length of the longest stretch whose characters follow each other up or down, as in 4321 or abcd. */
function longestRun(text: string): number {
  let longest = 1;
  for (const step of [1, -1]) {
    let run = 1;
    for (let index = 1; index < text.length; index += 1) {
      run = text.charCodeAt(index) - text.charCodeAt(index - 1) === step ? run + 1 : 1;
      longest = Math.max(longest, run);
    }
  }
  return longest;
}

function isRepeated(text: string): boolean {
  return [...Array(7).keys()].some((index) => {
    const unit = text.slice(0, index + 1);
    return unit.repeat(Math.ceil(text.length / unit.length)).slice(0, text.length) === text;
  });
}
