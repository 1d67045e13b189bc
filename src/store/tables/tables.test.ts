import { expect, test } from 'vitest'
import { associationsTable } from './associations.ts'
import { bandsTable } from './bands.ts'
import type { TableSpec } from './column.ts'
import { imagesTable } from './images.ts'
import { measurementPairsTable } from './measurementPairs.ts'
import { measurementsTable } from './measurements.ts'
import { relationsTable } from './relations.ts'
import { skyRegionsTable } from './skyRegions.ts'
import { sourcesTable } from './sources.ts'

// The headers of the tables that the VAST Pipeline (98bfe0a) writes for its sample observation.
const vastHeaders: readonly (readonly [TableSpec, string])[] = [
  [associationsTable, 'source_id,meas_id,d2d,dr'],
  [bandsTable, 'id,name,frequency,bandwidth'],
  [
    imagesTable,
    'id,band_id,skyreg_id,measurements_path,polarisation,name,path,noise_path,background_path,datetime,jd,duration,ra,dec,fov_bmaj,fov_bmin,physical_bmaj,physical_bmin,radius_pixels,beam_bmaj,beam_bmin,beam_bpa,rms_median,rms_min,rms_max',
  ],
  [
    measurementPairsTable,
    'meas_id_a,meas_id_b,flux_int_a,flux_int_err_a,flux_peak_a,flux_peak_err_a,image_name_a,flux_int_b,flux_int_err_b,flux_peak_b,flux_peak_err_b,image_name_b,vs_peak,vs_int,m_peak,m_int,source_id',
  ],
  [
    measurementsTable,
    'island_id,component_id,local_rms,ra,ra_err,dec,dec_err,flux_peak,flux_peak_err,flux_int,flux_int_err,bmaj,err_bmaj,bmin,err_bmin,pa,err_pa,psf_bmaj,psf_bmin,psf_pa,flag_c4,chi_squared_fit,spectral_index,spectral_index_from_TT,has_siblings,image_id,time,name,snr,compactness,ew_sys_err,ns_sys_err,error_radius,uncertainty_ew,uncertainty_ns,weight_ew,weight_ns,forced,flux_int_isl_ratio,flux_peak_isl_ratio,id',
  ],
  [relationsTable, 'from_source_id,to_source_id'],
  [skyRegionsTable, 'id,centre_ra,centre_dec,width_ra,width_dec,xtr_radius,x,y,z'],
  [
    sourcesTable,
    'id,n_meas_forced,n_meas,n_meas_sel,n_sibl,wavg_ra,wavg_dec,avg_compactness,min_snr,max_snr,wavg_uncertainty_ew,wavg_uncertainty_ns,avg_flux_int,avg_flux_peak,max_flux_peak,max_flux_int,min_flux_peak,min_flux_int,min_flux_peak_isl_ratio,min_flux_int_isl_ratio,v_int,v_peak,eta_int,eta_peak,n_rel,new,new_high_sigma,n_neighbour_dist,vs_abs_significant_max_peak,m_abs_significant_max_peak,vs_abs_significant_max_int,m_abs_significant_max_int,name',
  ],
]

test.each(vastHeaders)('keeps the names and the order of VAST: %#', (spec, header) => {
  expect(spec.columns.map((column) => column.name).join(',')).toBe(header)
})

test.each(vastHeaders)('describes each column in one sentence: %#', (spec) => {
  for (const column of spec.columns) expect(column.description).toMatch(/^[A-Z|m].*[^.]\.$/)
})
