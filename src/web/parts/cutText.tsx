import classes from './itemLink.module.css'

/** A text of a table that may be long: cut off, and whole on hover. */
export function CutText({ text, isCode = false }: { readonly text: string; readonly isCode?: boolean }) {
  return (
    <span className={isCode ? `${classes.cut} site-mono` : classes.cut} title={text}>
      {text}
    </span>
  )
}
