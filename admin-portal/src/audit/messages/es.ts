import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  audit: {
    title: 'Auditoría',
    note: 'Quién hizo qué, cuándo y desde dónde',
    search_actor: 'Buscar persona',
    all_objects: 'Todos los objetos',
    all_results: 'Todos los resultados',
    from: 'Desde',
    to: 'Hasta',
    empty: 'Nada registrado todavía',
    export: 'Exportar',
    changes: 'Qué cambió',
    no_changes: 'No se cambió nada',
    diff: {
      field: 'Campo',
      before: 'Antes',
      after: 'Después',
    },
    actor: {
      user: 'Usuario',
      apiKey: 'Clave de API',
      system: 'Plataforma',
      anonymous: 'Sin identificar',
    },
    result: {
      done: 'Hecho',
      denied: 'Denegado',
      failed: 'Fallido',
    },
    fault: {
      altered: 'la fila %{row} fue alterada',
      unlinked: 'la fila %{row} no sigue a la anterior',
      missing: 'falta la fila %{row}',
      rewritten: 'reescrita desde la fila %{row}',
    },
    verify: {
      whole: 'El registro está íntegro',
      broken: 'El registro no es fiable',
      running: 'Verificando el registro',
      failed: 'No se pudo verificar el registro',
      now: 'Verificar ahora',
      counts: '%{rows} filas en %{chains} cadena |||| %{rows} filas en %{chains} cadenas',
      checked: 'verificado',
      sealed: 'último sello',
      unsealed: 'sin sello todavía',
    },
    field: {
      action: 'Acción',
      actor: 'Quién',
      time: 'Cuándo',
      scope: 'Dónde',
      ip: 'Dirección',
      result: 'Resultado',
      object: 'Objeto',
      reason: 'Motivo',
      request: 'Petición',
      seq: 'Lugar en la cadena',
      hash: 'Huella',
      prev_hash: 'Huella de la fila anterior',
    },
  },
};

export default es;
