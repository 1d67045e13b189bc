// Texts as somebody writes them who wants a page to run what they wrote.

/** What would run, in the ways that pages have been made to. Its parts are told apart in what a page has made of it. */
const lure = `<img src=x onerror=ran()>"><svg onload=ran()>`
const longLure = `<script>ran()</script>${lure}<a href="javascript:ran()">javascript:ran()</a> http://elsewhere.invalid/?{{ran()}}`

/** A text for a field, which says which field it is of. @param most characters that the field has room for */
export function lured(field: string, most = Infinity): string {
  const long = `${field} ${longLure}`
  return long.length <= most ? long : `${field.slice(0, Math.max(1, most - lure.length - 1))} ${lure}`.slice(0, most)
}

/** For names, which have no slash. */
export function luredName(field: string, most = 64): string {
  return `${field.slice(0, most - lure.length - 1)} ${lure}`
}

/** What of these texts became part of a page: there is none where each stayed text. */
export const madeOfThem = `[...document.querySelectorAll('img[src="x"], svg[onload], [onerror], a[href^="javascript:" i], a[href*="elsewhere.invalid"]')].map(({ outerHTML }) => outerHTML.slice(0, 200))
  .concat([...document.scripts].filter(({ textContent }) => textContent.includes('ran()')).map(({ outerHTML }) => outerHTML.slice(0, 200)))`

/** All that a page says: its texts, what stands in its fields, what is read aloud. */
export const saidOnPage = `[document.body.innerText, ...[...document.querySelectorAll('input, textarea')].map(({ value }) => value), ...[...document.querySelectorAll('[aria-label], [title]')].flatMap((element) => [element.getAttribute('aria-label') ?? '', element.title])].join('\\n')`
