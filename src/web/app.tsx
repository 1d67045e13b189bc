import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { queryClient } from './api/queryClient.ts'
import { router } from './router.ts'
import { siteVariables } from './theme/siteVariables.ts'
import { styleNonce } from './theme/styleNonce.ts'
import { theme } from './theme/theme.ts'

/** The site: its look, what it knows of the server, its pages. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={siteVariables} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
