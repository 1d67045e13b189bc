import type { AnalysisDetails } from '../contract/analysis.ts'
import { subjectTitle } from './analysisFigure.ts'

const style = `
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem; color: #171a21; background: #fff; font: 15px/1.5 Inter, Helvetica, Arial, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 0.25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
h1, p, figcaption, td { overflow-wrap: anywhere; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; }
figcaption, .muted { color: #5b616e; font-size: 0.9rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #5b616e; font-size: 0.9rem; padding-bottom: 0.25rem; }
th, td { text-align: left; padding: 0.2rem 0.75rem 0.2rem 0; border-bottom: 1px solid #e5e5e0; vertical-align: top; }
th.number, td.number { text-align: right; }
thead { display: table-header-group; } tr { break-inside: avoid; }
`

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function number(value: number): string {
  return Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3) ? value.toExponential(3) : value.toPrecision(4)
}

function expectedWords({ found, parameters, counts }: AnalysisDetails): string {
  if (!found) return 'Not told: it was made before analyses told it.'
  const { byGaussians, byChiSquared } = found.expected
  if (parameters.cut === 'discovery') return `${number(byChiSquared)}: ${number(100 * parameters.rate)} % of ${counts.candidates}.`
  const gaussians =
    byGaussians === null
      ? ''
      : `${number(byGaussians)} if log η and log V are as fitted, with their correlation of ${found.correlation.toFixed(2)}; `
  return `${gaussians}at most ${number(byChiSquared)} if η is as chi-squared says, by η alone.`
}

function cutWords({ parameters, found }: AnalysisDetails): string {
  const { cut, rate, etaSigma, vSigma } = parameters
  if (cut === 'sigma') return `Both above their thresholds: ${etaSigma} sigma in log η, ${vSigma} sigma in log V`
  const largest = found?.lnLargest ?? null
  const kept = largest === null ? '' : `; the largest that is kept is ${number(Math.exp(largest))}`
  return `p-value of η by Benjamini and Hochberg, at a rate of false discoveries of ${rate}${kept}`
}

function thresholdWords({ mean, sigma, count, threshold }: AnalysisDetails['eta']): string {
  return `${number(threshold)} (mean ${mean.toFixed(4)}, sigma ${sigma.toFixed(4)} in log10, of ${count} sources)`
}

function factRows(analysis: AnalysisDetails): readonly (readonly [string, string])[] {
  const { of, parameters, counts, eta, v, codeVersion, manifestHash, createdUtc, owner } = analysis
  const { fluxType, useForced, fit, minDatapoints, minSources } = parameters
  return [
    ['Of', subjectTitle(of)],
    ['Id of what it is of', of.id],
    [
      'Flux densities',
      `${fluxType === 'peak' ? 'peak' : 'integrated'}, of ${useForced ? 'detections and forced fits' : 'detections alone'}`,
    ],
    [
      'Sources',
      `${counts.used} of ${counts.sources} took part: at least ${minDatapoints} datapoints, η and V above 0; at least ${minSources} were asked for`,
    ],
    [
      'Fit',
      fit === 'vast'
        ? 'as the VAST Pipeline: clipped at 3 sigma of the median until none is beyond'
        : 'as TraP_tools: clipped once, from sources that are not new',
    ],
    ['Threshold of η', thresholdWords(eta)],
    ['Threshold of V', thresholdWords(v)],
    ['Candidates', `${counts.candidates}. ${cutWords(analysis)}`],
    ['False candidates to expect', expectedWords(analysis)],
    ['Made', `${createdUtc} by ${owner}, with Halley ${codeVersion}`],
    ['Manifest', manifestHash],
  ]
}

function candidateRows({ candidates }: AnalysisDetails): string {
  if (candidates.length === 0) return '<p>No source is a candidate.</p>'
  const rows = candidates.map(
    ({ run, version, id, name, eta, v }) =>
      `<tr><td>${escaped(name)}</td><td class="number">${number(eta)}</td><td class="number">${number(v)}</td><td>${escaped(run)}</td><td class="number">${version}</td><td class="number">${id}</td></tr>`,
  )
  const head =
    '<tr><th>Source</th><th class="number">η</th><th class="number">V</th><th>Run</th><th class="number">Version</th><th class="number">Id</th></tr>'
  return `<table><caption>By run, version and id.</caption><thead>${head}</thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
}

/**
 * An analysis as one HTML page that needs nothing else: no network, no script, its figure within. Equal analyses give
 * equal bytes.
 *
 * @param figure SVG
 */
export function reportHtml(analysis: AnalysisDetails, figure: string): string {
  const { name, description, of, counts, codeVersion } = analysis
  const facts = factRows(analysis).map(([label, value]) => `<tr><th scope="row">${label}</th><td>${escaped(value)}</td></tr>`)
  const caption = `η against V of ${counts.used} sources of ${subjectTitle(of)}. Discs are sources, shades how densely they lie, crosses the ${counts.candidates} candidates; dashed lines are the thresholds, curves the fitted Gaussians. Halley ${codeVersion}.`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(name)}</h1>
${description === '' ? '' : `<p>${escaped(description)}</p>\n`}<p class="muted">Variability by η and V, of ${escaped(subjectTitle(of))}.</p>
<figure>
${figure}<figcaption>${escaped(caption)}</figcaption>
</figure>
<h2>How it was made</h2>
<table><tbody>
${facts.join('\n')}
</tbody></table>
<h2>Candidates</h2>
${candidateRows(analysis)}
<h2>Methods</h2>
<p>η is the weighted reduced chi-squared of a light curve about its mean, V its standard deviation over its mean (Swinbank et al. 2015, Astronomy &amp; Computing 11, 25). Gaussians are fitted to the logarithms of both (Rowlinson et al. 2019, Astronomy &amp; Computing 27, 111). Of a steady source, (N - 1) η is chi-squared of N - 1 degrees of freedom.</p>
</body>
</html>
`
}
