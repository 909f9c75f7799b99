// What nobody types, and what attackers do.

export const TEXTS = [
  '', ' ', '\0', 'a\0b', '\u0001\u001f\u007f', '\ufeff', '\u200b', '\u202eabc', '\ud800', 'a\udfff', 'Z\u0351\u036f\u034e\u034b', 'ﬀﬁ', 'İıſ',
  '👩‍👩‍👧‍👦', '𝔄𝔫𝔫𝔞', 'ß'.repeat(500), 'ä'.repeat(100_000), 'x'.repeat(70_000),
  'null', 'undefined', 'true', 'NaN', '-1', '0', '1e309', '1e-400', '9223372036854775807', '9223372036854775808', '-9223372036854775809', '0x10', '1,5', '١٢٣',
  '9'.repeat(400), '.', '..', '../../etc/passwd', '%00', '%ff%fe', '%2e%2e%2f', 'con', '/', '\\', '//', '?', '#', '&a=b',
  "'", '"', "' OR 1=1 --", '"; DROP TABLE o_person; --', '`', '$1', '?1', ':name', '{{7*7}}', '${7*7}', '%s%n%d', '{0}', '{name}', '\\u0000',
  '<script>alert(1)</script>', '__proto__', 'constructor', 'id', 'o_person', 'kontor_user', 'f_first_name', 'person.company.person.company.name',
  '2026-02-30', '0000-00-00', '9999-99-99', '2026-11-21T25:61:61Z', '+999999-01-01T00:00:00Z', '1970-01-01T00:00:00+99:99',
  'first_name = "a', 'first_name = "a" and', '('.repeat(2000), 'not '.repeat(900) + 'x', 'a'.repeat(4096), 'first_name begins with first_name',
  'company.company.company.name = "x"', 'sum(value) > 1', 'now()', 'me', '1 = 1', 'count(interactions) > 0', '-', '-last_name', '--last_name', 'last_name desc',
  'a@b', '@', 'a@' + 'b.'.repeat(200) + 'de', '+49', '0'.repeat(300), 'http://', 'javascript:alert(1)', 'text/html', 'EUR', 'eur', 'XXX',
];

function nested(depth, open, close) {
  return open.repeat(depth) + close.repeat(depth);
}

// JSON values as text, because some cannot be made by JSON.stringify.
export const VALUES = [
  'null', 'true', 'false', '0', '-1', '1.5', '1e400', '-0', '99999999999999999999999', '[]', '{}', '[null]', '[[]]', '[{}]', '{"":""}', '""',
  '{"id":null}', '{"id":"1"}', '{"title":""}', '{"title":"x"}', '{"id":"9223372036854775808"}', '{"add":[],"remove":[]}', '{"add":null}', '{"add":["x"],"remove":[1]}',
  '{"amount":"1","currency":"EUR"}', '{"amount":1e999}', '{"amount":"' + '9'.repeat(39) + '"}', '{"value":"x","label":"y"}', '[{"value":null}]', '[{"value":"x","label":[]}]',
  '{"street":1}', '{"latitude":"999"}', '{"country":"ZZ"}', '["a","a","a"]', '[1,2,3]', '["' + 'x'.repeat(5000) + '"]',
  nested(50, '[', ']'), `[${'0,'.repeat(20_000)}0]`, `{${Array.from({ length: 600 }, (_, i) => `"k${i}":1`).join(',')}}`,
];

export const BODIES = [
  '', ' ', 'null', '[]', '1', '"x"', '{', '{"a":', '{"a":1,}', '{"a":1}{"b":2}', '{"a":1,"a":2}', '{"unknown_member":1}', '\0', '\ufeff{}', "{'a':1}", 'NaN', '{"\\ud800":1}',
  nested(100_000, '[', ']'), `{"fields":${nested(200, '{"a":', '}').replace(/:}/, ':1}')}`, `{"filter":"${'x'.repeat(1_100_000)}"}`,
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc0, 0x80, 0x22, 0x7d]), Buffer.alloc(2000, 0x1f),
];

// Files that claim to be something.
export const FILES = [
  ['leer.csv', ''], ['nul.csv', '\0\0\0\0'], ['bom.csv', '\ufeff'], ['nur_kopf.csv', 'Vorname;Nachname\n'], ['quote.csv', 'a;b\n"offen;1\n2;3'],
  ['breit.csv', `${'x;'.repeat(3000)}\n${'1;'.repeat(3000)}\n`], ['lang.csv', `Name\n${'y'.repeat(900_000)}\n`], ['gemischt.csv', 'a,b;c\td\n1;2,3\t4\n\n;;;\n'],
  ['formel.csv', 'Vorname;Nachname\n=cmd|calc;@SUM(1)\n'], ['kein.xlsx', 'PK\x03\x04kaputt'], ['leer.xlsx', ''], ['zufall.xlsx', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) & 255))],
  ['kein.vcf', 'BEGIN:VCARD\nFN'], ['tief.vcf', 'BEGIN:VCARD\n'.repeat(3000)], ['naughty.vcf', `BEGIN:VCARD\nVERSION:3.0\nFN:${TEXTS.slice(0, 12).join(' ').slice(0, 400)}\nTEL;TYPE=x:${'9'.repeat(900)}\nBDAY:99999999\nPHOTO;ENCODING=b:@@@\nEND:VCARD\n`],
  ['naughty.csv', `Vorname;Nachname;E-Mail;Telefon;Geburtstag;Firma;PLZ\n${TEXTS.filter((text) => text.length < 3000).map((text) => Array(7).fill(`"${text.replaceAll('"', '""')}"`).join(';')).join('\n')}\n`],
];

// Requests that are not quite HTTP.
export const WIRE = [
  'GET\r\n\r\n', '\r\n\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET /' + 'a'.repeat(100_000) + ' HTTP/1.1\r\nHost: x\r\n\r\n', 'BREW /health HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /health HTTP/1.1\r\n\r\n', 'GET /health HTTP/1.1\r\nHost: x\r\nX: ' + 'y'.repeat(200_000) + '\r\n\r\n', `GET /health HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(5000)}\r\n`,
  'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n',
  'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /', 'POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  'POST /api/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n', 'POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"email"',
  'GET /%zz%0 HTTP/1.1\r\nHost: x\r\n\r\n', 'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n', 'GET http://evil.example/health HTTP/1.1\r\nHost: x\r\n\r\n', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 'GET /health HTTP/1.1\r\nHost : x\r\n\r\n', 'GET /health HTTP/1.1\r\n Host: x\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
];
