/** By this nonce, which the server wrote into the page, browsers let through the style elements that the site makes. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
}

// Where the packages look for it that keep the page from scrolling under a dialog.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })
