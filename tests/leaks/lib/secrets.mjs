// Words that stand nowhere else, and looking for them in whatever comes out of a server.
import { inflateRawSync } from 'node:zlib';

const CONSONANTS = 'bcdfghjklmnpqrstvwxz';
const PIECE = 6; // letters; a shorter piece may stand somewhere by chance

// mulberry32
export function dice(seed) {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const taken = new Set();

function piecesOf(word) {
  const folded = word.toLowerCase();
  return Array.from({ length: folded.length - PIECE + 1 }, (_, i) => folded.slice(i, i + PIECE));
}

// Always begins with Q, so that the masks of all of them are alike.
export class Mint {
  // firstDay: of the year; each mint of one test has days of its own.
  constructor(seed, firstDay = 1) {
    this.random = dice(seed);
    this.nextDay = firstDay;
  }
  // No two words share a piece.
  word() {
    for (;;) {
      const word = 'Q' + Array.from({ length: 11 }, () => CONSONANTS[this.random(CONSONANTS.length)]).join('');
      const pieces = piecesOf(word);
      if (pieces.some((piece) => taken.has(piece))) continue;
      for (const piece of pieces) taken.add(piece);
      return word;
    }
  }
  // Not the first of a month, which stands for the month in a group.
  day() {
    const day = new Date(Date.UTC(1911, 0, this.nextDay++)).toISOString().slice(0, 10);
    return day.endsWith('-01') ? this.day() : day;
  }
  digits(count) {
    return Array.from({ length: count }, () => 1 + this.random(9)).join('');
  }
}

// The files of a ZIP archive, by the central directory (APPNOTE.TXT 4.3.12).
function* unzipped(bytes) {
  let at = bytes.readUInt32LE(bytes.length - 22 + 16);
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const local = bytes.readUInt32LE(at + 42);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(begin, begin + size);
    yield bytes.toString('utf8', at + 46, at + 46 + name) + '\n' + (method === 8 ? inflateRawSync(data) : data).toString('utf8');
    at += 46 + name + extra + comment;
  }
}

export function textOf(bytes) {
  const packed = bytes.length > 22 && bytes.readUInt32LE(0) === 0x04034b50;
  return packed ? [...unzipped(bytes)].join('\n') : bytes.toString('utf8');
}

// As it came, and with what hides letters taken off: \u0041, %41, &#65;, base64.
function* readings(text) {
  yield text;
  if (text.includes('\\u')) yield text.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  if (text.includes('%')) yield text.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
  if (text.includes('&#')) yield text.replace(/&#(x?)([0-9a-f]+);/gi, (_, hex, code) => String.fromCodePoint(parseInt(code, hex ? 16 : 10) % 0x110000));
  for (const [packed] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
    const bytes = Buffer.from(packed, 'base64');
    yield bytes.toString('latin1');
    yield bytes.toString('utf16le');
  }
}

export class Watch {
  // secrets: words (found even in pieces, whatever their case) and numbers (found whole).
  constructor(secrets) {
    this.pieces = new Map();
    this.whole = [];
    for (const secret of secrets) {
      if (/^Q[a-z]{11}$/.test(secret)) {
        for (const piece of piecesOf(secret)) this.pieces.set(piece, secret);
      } else {
        this.whole.push(secret);
      }
    }
  }

  // The first secret that stands in the text, in whatever dress.
  find(text) {
    for (const reading of readings(text)) {
      const plain = reading.includes('\0') ? reading.replaceAll('\0', '') : reading;
      for (const secret of this.whole) if (plain.includes(secret)) return secret;
      for (const [letters] of plain.toLowerCase().matchAll(/[bcdfghjklmnpqrstvwxz]{6,}/g))
        for (let i = 0; i + PIECE <= letters.length; i++) {
          const secret = this.pieces.get(letters.slice(i, i + PIECE));
          if (secret) return secret;
        }
    }
    return null;
  }
}
