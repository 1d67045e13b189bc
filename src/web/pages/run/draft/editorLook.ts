import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { styleNonce } from '../../../theme/styleNonce.ts'

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: tags.comment, color: 'var(--ink-muted)', fontStyle: 'italic' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: tags.punctuation, color: 'var(--ink-muted)' },
])

/** How texts look in the editors of the site, in light and dark. */
export const editorLook: Extension = [
  EditorView.cspNonce.of(styleNonce()),
  EditorView.theme({
    '&': { color: 'var(--ink)', backgroundColor: 'var(--panel)', fontSize: '13px' },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
    '.cm-content': { fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace", caretColor: 'var(--ink)' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink-muted)', border: 'none' },
    '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--accent-ground)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent) !important',
    },
    '.cm-tooltip, .cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--line)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--panel)' },
    '.cm-completionDetail': { color: 'inherit', fontStyle: 'normal' },
    '.cm-diagnostic': { fontFamily: 'inherit', maxWidth: '60ch' },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
    '.cm-diagnostic-warning': { borderLeftColor: 'var(--waiting)' },
    '.cm-collapsedLines': { background: 'var(--paper)', color: 'var(--ink-muted)' },
    '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: 'none' },
    '.cm-changedText': { background: 'color-mix(in srgb, var(--accent) 25%, transparent) !important' },
    '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'color-mix(in srgb, var(--waiting) 14%, transparent)' },
    '&.cm-merge-b .cm-changedLine': { backgroundColor: 'color-mix(in srgb, var(--success) 14%, transparent)' },
  }),
  syntaxHighlighting(colours),
]
