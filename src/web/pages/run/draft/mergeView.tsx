import { MergeView as CodeMirrorMergeView } from '@codemirror/merge'
import { yaml } from '@codemirror/lang-yaml'
import { EditorState } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { editorLook } from './editorLook.ts'
import classes from './editor.module.css'

interface MergeViewProps {
  readonly before: string
  readonly after: string
  readonly labels: readonly [before: string, after: string]
}

/** Two texts beside each other, line by line; what is the same folds away. */
export function MergeView({ before, after, labels: [left, right] }: MergeViewProps) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!frame.current) return undefined
    const extensionsOf = (label: string) => [
      lineNumbers(),
      yaml(),
      editorLook,
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    ]
    const view = new CodeMirrorMergeView({
      parent: frame.current,
      a: { doc: before, extensions: extensionsOf(left) },
      b: { doc: after, extensions: extensionsOf(right) },
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
    })
    return () => view.destroy()
  }, [before, after, left, right])
  return (
    <div className={classes.merge}>
      <div className={classes.labels}>
        <span>{left}</span>
        <span>{right}</span>
      </div>
      <div ref={frame} className={classes.frame} />
    </div>
  )
}
