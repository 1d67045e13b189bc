import { useApi } from '../../api/useApi.ts'
import { FaultPanel } from '../../parts/faultPanel.tsx'

/** Says that no run can be made of files here, where the server has no folder open. */
export function NoOpenFolders() {
  const { error } = useApi('listRoots', {})
  return error?.code === 'root.none' ? <FaultPanel fault={error} /> : null
}
