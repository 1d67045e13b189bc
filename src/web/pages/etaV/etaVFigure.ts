import type { EtaVView } from '../../../charts/etaVRaster.ts'
import { etaVSvg } from '../../../charts/etaVSvg.ts'
import { pointsOfMm, type Figure } from '../../plots/figure.ts'
import type { EtaVPlane } from '../../plots/etaV/etaVPlane.ts'
import type { CutOutcome } from '../../plots/etaV/useEtaVCut.ts'
import { rowOf } from './candidateRows.ts'

/** Its words are drawn for a figure of this width, in points. */
const drawnWidth = 640

/** The plane as a figure for a paper, with its candidates as rows. */
export function etaVFigure(
  plane: EtaVPlane,
  cut: CutOutcome,
  { title, view }: { readonly title: string; readonly view: EtaVView | null },
): Figure {
  const caption = `Eta against V of ${plane.id.length} sources of ${title}: ${cut.kept} candidates.`
  return {
    name: `eta_v_${title.replaceAll(/\W+/g, '_').slice(0, 60)}`,
    caption,
    svg: (widthMm) => {
      const widthPx = Math.max(420, Math.min(drawnWidth, Math.round(pointsOfMm(widthMm) * 1.6)))
      return etaVSvg(
        { points: plane, marks: cut.marks, eta: cut.eta, v: cut.v },
        { title: caption, widthPx, heightPx: Math.round(widthPx * 0.82), ...(view ? { view } : {}) },
      )
    },
    get rows() {
      return {
        columns: [{ name: 'run' }, { name: 'version' }, { name: 'id' }, { name: 'eta' }, { name: 'v' }, { name: 'datapoints' }],
        rows: [...cut.marks.entries()]
          .filter(([, mark]) => mark === 1)
          .map(([index]) => rowOf(plane, index))
          .map(({ run, version, id, eta, v, datapoints }) => [run, version, id, eta, v, datapoints]),
      }
    },
  }
}
