# The commands of ./segue, to be run in a shell.
locals {
  dataflow_environment = merge(
    { for it in ["GOOGLE_CLOUD_PROJECT", "SEGUE_DATABASE", "SEGUE_USERS", "SEGUE_SEGMENTS", "SEGUE_TOPIC"] : it => local.environment[it] },
    # The functions' own is a path in their containers.
    var.rules_file == null ? {} : { SEGUE_RULES = abspath(pathexpand(var.rules_file)) },
  )

  dataflow_network = concat(
    [for it in compact([try(var.backfill.network, null)]) : "--network=${it}"],
    [for it in compact([try(var.backfill.subnetwork, null)]) : "--subnetwork=${it}"],
  )

  dataflow_options = var.backfill == null ? [] : concat(
    [
      "--runner=DataflowRunner",
      "--project=${var.project_id}",
      "--region=${var.region}",
      "--tempLocation=gs://${local.backfill_files}/temp",
      # Beam uploads no file that is there already, and one from days ago may be deleted under a running job.
      "--stagingLocation=gs://${local.backfill_files}/staging/$(date +%F)",
      "--serviceAccount=${local.accounts["backfill"].email}",
      "--maxNumWorkers=${var.backfill.max_workers}",
    ],
    length(local.dataflow_network) == 0 ? [] : ["--usePublicIps=false"],
    local.dataflow_network,
  )

  dataflow_commands = {
    for command in var.backfill == null ? [] : ["plan", "backfill"] : command => join(" ", concat(
      [for name, value in local.dataflow_environment : "${name}='${replace(value, "'", "'\\''")}'"],
      ["./segue", command],
      local.dataflow_options,
    ))
  }
}
