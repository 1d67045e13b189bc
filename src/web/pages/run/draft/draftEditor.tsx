import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete'
import { yaml } from '@codemirror/lang-yaml'
import { linter, lintGutter, type Diagnostic } from '@codemirror/lint'
import { Annotation, EditorState, type Text } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { useEffect, useRef } from 'react'
import type { ConfigProblem } from '../../../../app/contract/configProblem.ts'
import { editorLook } from './editorLook.ts'
import classes from './editor.module.css'
import { offersAt } from './settingCompletion.ts'

interface DraftEditorProps {
  readonly text: string
  readonly isReadOnly: boolean
  readonly onChange: (text: string) => void
  readonly onSave: () => void
  /** What is wrong with a text; asked when nobody has typed for a moment. */
  readonly check: (text: string) => Promise<readonly ConfigProblem[]>
}

const restMs = 500

/** Marks a change that nobody typed here. */
const fromElsewhere = Annotation.define<boolean>()

function takenKeys(doc: Text, lineNumber: number): Set<string> {
  const keys = new Set<string>()
  const indent = /^\s*/.exec(doc.line(lineNumber).text)?.[0].length ?? 0
  for (let number = 1; number <= doc.lines; number++) {
    const { text } = doc.line(number)
    const key = /^(\s*)([a-z_]+):/.exec(text)
    if (indent > 0 && /^[a-z_]/.test(text) && number < lineNumber) keys.clear()
    if (indent > 0 && /^[a-z_]/.test(text) && number > lineNumber) break
    if (key && number !== lineNumber && (indent === 0 ? key[1] === '' : key[1] !== '')) keys.add(key[2])
  }
  return keys
}

function complete({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const line = state.doc.lineAt(pos)
  const start = line.text.slice(0, pos - line.from)
  const word = /[\w.-]*$/.exec(start)?.[0] ?? ''
  if (!explicit && word === '') return null
  const before = Array.from({ length: line.number - 1 }, (_, index) => state.doc.line(index + 1).text)
  const offers = offersAt(before, start, takenKeys(state.doc, line.number))
  if (offers.length === 0) return null
  const options = offers.map(({ label, text, detail, info }) => ({ label, apply: text, detail, info }))
  return { from: pos - word.length, options }
}

/** The line of a problem, from its column to its end. */
function diagnosticOf(doc: Text, { line, column, severity, message, hint }: ConfigProblem): Diagnostic {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines))
  const from = Math.min(found.from + column - 1, found.to)
  return { from, to: found.to, severity, message: `${message} ${hint}` }
}

/** Edits the text of a configuration: completes keys and values, marks what is wrong while one types. */
export function DraftEditor({ text, isReadOnly, onChange, onSave, check }: DraftEditorProps) {
  const frame = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const calls = useRef({ text, onChange, onSave, check })
  // What was typed and has not come back as `text` yet: it must not be taken for a text from elsewhere.
  const typed = useRef<readonly string[]>([])
  useEffect(() => {
    calls.current = { text, onChange, onSave, check }
  })
  useEffect(() => {
    if (!frame.current) return undefined
    const save = () => {
      calls.current.onSave()
      return true
    }
    const lint = async ({ state: { doc } }: EditorView) =>
      (await calls.current.check(doc.toString())).map((problem) => diagnosticOf(doc, problem))
    const editor = new EditorView({
      parent: frame.current,
      doc: calls.current.text,
      extensions: [
        keymap.of([{ key: 'Mod-s', preventDefault: true, run: save }]),
        basicSetup,
        yaml(),
        editorLook,
        EditorState.readOnly.of(isReadOnly),
        EditorView.contentAttributes.of({ 'aria-label': 'Configuration', 'aria-multiline': 'true', tabindex: '0' }),
        isReadOnly ? [] : [autocompletion({ override: [complete] }), linter(lint, { delay: restMs }), lintGutter()],
        EditorView.updateListener.of((update) => {
          if (!update.docChanged || update.transactions.some((one) => one.annotation(fromElsewhere))) return
          const next = update.state.doc.toString()
          typed.current = [...typed.current, next]
          calls.current.onChange(next)
        }),
      ],
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [isReadOnly])
  useEffect(() => {
    const editor = view.current
    const heard = typed.current.lastIndexOf(text)
    typed.current = heard < 0 ? [] : typed.current.slice(heard + 1)
    if (heard >= 0 || !editor || editor.state.doc.toString() === text) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, annotations: fromElsewhere.of(true) })
  }, [text])
  return <div ref={frame} className={classes.editor} />
}
