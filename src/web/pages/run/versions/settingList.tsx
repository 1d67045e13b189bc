import type { SettingChange } from '../../../../app/contract/version.ts'
import classes from './lists.module.css'

/** Settings whose values differ, with both; a word where none do. */
export function SettingList({ settings }: { readonly settings: readonly SettingChange[] }) {
  if (settings.length === 0) return <p>No setting differs.</p>
  return (
    <table className={classes.settings}>
      <caption>
        <b>{settings.length}</b> {settings.length === 1 ? 'setting differs' : 'settings differ'}
      </caption>
      <tbody>
        {settings.map(({ setting, from, to }) => (
          <tr key={setting}>
            <th scope="row" className="site-mono">
              {setting}
            </th>
            <td className="site-mono">
              {String(from)} <span aria-label="becomes">→</span> <b>{String(to)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
