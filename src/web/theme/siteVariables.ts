import type { CSSVariablesResolver } from '@mantine/core'

/**
 * The colours of the site as CSS variables, for light and dark. Every pair of ink and ground has a contrast of at least
 * 4.5:1. Plots use the Okabe-Ito palette with the same meaning everywhere.
 */
export const siteVariables: CSSVariablesResolver = () => ({
  variables: {
    '--plot-detection': '#0072b2',
    '--plot-forced': '#e69f00',
    '--plot-candidate': '#d55e00',
    '--plot-limit': '#8a8f98',
  },
  light: {
    '--paper': '#fafaf8',
    '--panel': '#ffffff',
    '--ink': '#171a21',
    '--ink-muted': '#5b616e',
    '--line': '#e5e5e0',
    '--accent': '#0e7c86',
    '--accent-ground': '#f0f8f9',
    '--success': '#2e7d4f',
    '--waiting': '#8a5a00',
    '--danger': '#a92f26',
    '--mantine-color-danger-light-color': '#a92f26',
    '--mantine-color-error': '#8a5a00',
    '--mantine-color-body': '#fafaf8',
    '--mantine-color-text': '#171a21',
    '--mantine-color-dimmed': '#5b616e',
    '--mantine-color-default-border': '#d6d6d0',
    '--mantine-color-placeholder': '#6b7280',
  },
  dark: {
    '--paper': '#0b0f1a',
    '--panel': '#121829',
    '--ink': '#e7eaf3',
    '--ink-muted': '#9aa3b8',
    '--line': '#232b42',
    '--accent': '#4fc3cf',
    '--accent-ground': '#12303a',
    '--success': '#6fcf97',
    '--waiting': '#e0b050',
    '--danger': '#f08a80',
    '--mantine-color-danger-light-color': '#f08a80',
    '--mantine-color-danger-outline': '#f08a80',
    '--plot-detection': '#56a8e0',
    '--mantine-color-error': '#e0b050',
    '--mantine-color-body': '#0b0f1a',
    '--mantine-color-text': '#e7eaf3',
    '--mantine-color-dimmed': '#9aa3b8',
    '--mantine-color-default': '#121829',
    '--mantine-color-default-hover': '#1a2238',
    '--mantine-color-default-border': '#2f3955',
    '--mantine-color-placeholder': '#8b94aa',
  },
})
