// Every page of the site, in every shape that looks different: a route that is missing here fails the tests of looks.
import type { Facts } from './looksScene.ts'

export interface ShownPage {
  readonly path: string
  /** Its title. */
  readonly title: string | RegExp
  /** Who looks at it; default: an administrator. */
  readonly as?: 'nobody'
}

/** The pages of each route. */
export function pagesOf({ names, ids }: Facts): Readonly<Record<string, readonly ShownPage[]>> {
  return {
    '/': [{ path: '/', title: 'Home' }],
    '/projects': [{ path: '/projects', title: 'Projects' }],
    '/projects/$project': ['runs', 'samples', 'analyses', 'members'].map((tab) => ({
      path: `/projects/${ids.project}?tab=${tab}`,
      title: 'LMC',
    })),
    '/runs': [
      { path: '/runs', title: 'Runs' },
      { path: '/runs?q=nothing-is-called-this', title: 'Runs' },
    ],
    '/runs/new': [
      { path: '/runs/new', title: 'New run' },
      { path: `/runs/new?from=${ids.erased}`, title: 'New run' },
    ],
    '/runs/$run': [
      ...['images', 'measurements', 'made', 'files'].map((tab) => ({ path: `/runs/pilot?tab=${tab}`, title: 'pilot' })),
      { path: '/runs/pilot?version=1', title: 'pilot' },
      { path: '/runs/pilot?from=1&to=2', title: 'pilot' },
      { path: '/runs/waiting', title: 'waiting' },
      { path: `/runs/${names.long}`, title: names.long },
      { path: `/runs/${ids.erased}`, title: /./ },
      { path: '/runs/no-such-run', title: /./ },
    ],
    '/runs/$run/compare': [{ path: '/runs/pilot/compare?from=1&to=2', title: /./ }],
    '/runs/$run/images/$image': [
      { path: '/runs/pilot/images/1', title: /./ },
      { path: '/runs/pilot/images/999999', title: /./ },
    ],
    '/runs/$run/measurements/$measurement': [
      { path: '/runs/pilot/measurements/1048576', title: /./ },
      { path: '/runs/pilot/measurements/999999999', title: /./ },
    ],
    '/runs/$run/configuration': [
      { path: '/runs/pilot/configuration', title: 'Configuration' },
      { path: `/runs/${names.long}/configuration`, title: 'Configuration' },
    ],
    '/runs/$run/sources/$source': [
      { path: `/runs/pilot/sources/${ids.source}`, title: /./ },
      { path: '/runs/pilot/sources/999999', title: /./ },
    ],
    '/sky': [{ path: '/sky', title: /./ }],
    '/sources': [
      { path: '/sources', title: 'Sources' },
      { path: '/sources?q=n_meas%20%3E%20%3E', title: 'Sources' },
    ],
    '/samples': [{ path: '/samples', title: 'Samples' }],
    '/samples/$sample': [
      { path: '/samples/bright', title: 'bright' },
      { path: '/samples/bright?view=curves', title: 'bright' },
      { path: '/samples/no-such-sample', title: /./ },
    ],
    '/samples/$sample/source': [{ path: `/samples/bright/source?run=pilot&version=2&id=${ids.source}`, title: /./ }],
    '/analyses': [{ path: '/analyses', title: 'Analyses' }],
    '/analyses/$analysis': [{ path: '/analyses/eta', title: 'eta' }],
    '/trash': [{ path: '/trash', title: 'Trash' }],
    '/deleted': [{ path: '/deleted', title: 'Deleted' }],
    '/deleted/$id': [{ path: `/deleted/${ids.erased}`, title: 'erased' }],
    '/activity': [{ path: '/activity', title: 'Activity' }],
    '/eta-v': [{ path: '/eta-v?run=pilot', title: /./ }],
    '/favourites': [{ path: '/favourites', title: /./ }],
    '/inbox': [{ path: '/inbox', title: 'Inbox' }],
    '/account': [{ path: '/account', title: 'Account' }],
    '/admin': [{ path: '/admin', title: 'Users' }],
    '/admin/users': [{ path: '/admin/users', title: 'Users' }],
    '/admin/catalogues': [{ path: '/admin/catalogues', title: /./ }],
    '/admin/storage': [{ path: '/admin/storage', title: 'Storage' }],
    '/admin/retention': [{ path: '/admin/retention', title: 'Retention' }],
    '/admin/holds': [{ path: '/admin/holds', title: 'Holds' }],
    '/admin/work': [{ path: '/admin/work', title: 'Work' }],
    '/admin/server': [{ path: '/admin/server', title: 'Server' }],
    '/sign-in': [{ path: '/sign-in', title: /./, as: 'nobody' }],
    '/choose-password': [
      { path: `/choose-password#${ids.passwordLink}`, title: /./, as: 'nobody' },
      { path: '/choose-password#no-such-link', title: /./, as: 'nobody' },
    ],
    $: [{ path: '/no/such/page', title: 'Nothing is here' }],
  }
}
