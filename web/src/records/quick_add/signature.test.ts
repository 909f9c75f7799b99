import { describe, expect, it } from 'vitest'
import { readCard } from './signature'

const german = `Mit freundlichen Grüßen

i. A. 
Dr. Anna-Lena von der Heide
Leiterin Einkauf

Müller & Söhne Maschinenbau GmbH & Co. KG
Industriestraße 12a
D-51063 Köln

Tel.: +49 (0)221 99 88 77-12
Fax: 0221 998877-99
Mobil: 0171/3920045
anna.vonderheide@mueller-soehne.example
www.mueller-soehne.example

Geschäftsführer: Max Müller
Amtsgericht Köln, HRB 12345`

describe('readCard', () => {
  it('reads a German signature', () => {
    expect(readCard(german)).toEqual({
      title_prefix: 'Dr.',
      first_name: 'Anna-Lena',
      last_name: 'von der Heide',
      role: 'Leiterin Einkauf',
      company: 'Müller & Söhne Maschinenbau GmbH & Co. KG',
      street: 'Industriestraße 12a',
      postal_code: '51063',
      place: 'Köln',
      country: 'DE',
      emails: [{ value: 'anna.vonderheide@mueller-soehne.example', label: 'work' }],
      phones: [
        { value: '+49 (0)221 99 88 77-12', label: 'work' },
        { value: '0221 998877-99', label: 'fax' },
        { value: '0171/3920045', label: 'mobile' },
      ],
      websites: [{ value: 'www.mueller-soehne.example', label: 'work' }],
      rest: [],
    })
  })

  it('reads an English one written in one line', () => {
    const card = readCard('Kind regards,\nJane Doe, Sales Manager | Acme Trading Ltd. | T: +44 20 7946 0018 | M +44 7700 900123 | jane@acme.example')
    expect(card).toMatchObject({ first_name: 'Jane', last_name: 'Doe', role: 'Sales Manager', company: 'Acme Trading Ltd.' })
    expect(card.phones).toEqual([
      { value: '+44 20 7946 0018', label: 'work' },
      { value: '+44 7700 900123', label: 'mobile' },
    ])
    expect(card.rest).toEqual([])
  })

  it('keeps the salutation, and street and place of one line', () => {
    const card = readCard('Frau Özlem Şahin\nKramgasse 27, 3011 Bern\noezlem@uhren.example')
    expect(card).toMatchObject({ salutation: 'ms', first_name: 'Özlem', last_name: 'Şahin', street: 'Kramgasse 27', postal_code: '3011', place: 'Bern' })
  })

  it('takes the name from the address when no line has one', () => {
    expect(readCard('peter.lang@firma.example\n0221 123456')).toMatchObject({ first_name: 'Peter', last_name: 'Lang' })
  })

  it('says what it could not place, and invents nothing', () => {
    const card = readCard('Rückruf bitte bis morgen, es geht um 300 Stühle')
    expect(card).toEqual({ emails: [], phones: [], websites: [], rest: ['Rückruf bitte bis morgen, es geht um 300 Stühle'] })
  })

  it('reads the first card of a vCard', () => {
    const text = 'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Müller;Sabine;;Prof.;\r\nFN:Prof. Sabine Müller\r\nORG:Rheinblick Gastronomie GmbH;Einkauf\r\nTITLE:Küchenchefin\\, Einkauf\r\nitem1.TEL;TYPE=CELL:+49 171 555\r\n 0123\r\nEMAIL;TYPE=INTERNET,HOME:sabine@example.com\r\nADR;TYPE=WORK:;;Rheinufer 1;Köln;;50667;Deutschland\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Zweite Karte\r\nEND:VCARD'
    expect(readCard(text)).toMatchObject({
      title_prefix: 'Prof.', first_name: 'Sabine', last_name: 'Müller', role: 'Küchenchefin, Einkauf', company: 'Rheinblick Gastronomie GmbH',
      phones: [{ value: '+49 171 5550123', label: 'mobile' }], emails: [{ value: 'sabine@example.com', label: 'private' }],
      street: 'Rheinufer 1', postal_code: '50667', place: 'Köln',
    })
  })

  it('reads quoted-printable of old phones', () => {
    expect(readCard('BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\nTEL;CELL:0171 1\nEND:VCARD')).toMatchObject({ first_name: 'Jörg', last_name: 'Müller' })
  })

  it('keeps long nonsense for what it is', () => {
    expect(readCard('0 '.repeat(9_000) + 'a.'.repeat(900)).emails).toEqual([])
  })
})
