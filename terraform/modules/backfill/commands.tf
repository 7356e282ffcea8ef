# Commands of ./segue for a shell.
locals {
  command_environment = merge(
    { for it in ["GOOGLE_CLOUD_PROJECT", "SEGUE_DATABASE", "SEGUE_SEGMENTS", "SEGUE_TOPIC"] : it => var.environment[it] },
    # The functions' own value is a path in their containers.
    var.rules_file == null ? {} : { SEGUE_RULES = abspath(pathexpand(var.rules_file)) },
  )

  network_options = concat(
    [for it in compact([var.settings.network]) : "--network=${it}"],
    [for it in compact([var.settings.subnetwork]) : "--subnetwork=${it}"],
  )

  options = concat(
    [
      "--runner=DataflowRunner",
      "--project=${var.project_id}",
      "--region=${var.region}",
      "--tempLocation=gs://${google_storage_bucket.main.name}/temp",
      # Beam does not upload a file that exists, and a file from days ago may be deleted under a running job.
      "--stagingLocation=gs://${google_storage_bucket.main.name}/staging/$(date +%F)",
      "--serviceAccount=${var.account.email}",
      "--maxNumWorkers=${var.settings.max_workers}",
    ],
    [for it in compact([var.kms_key_name]) : "--dataflowKmsKey=${it}"],
    length(local.network_options) == 0 ? [] : ["--usePublicIps=false"],
    local.network_options,
  )

  commands = {
    for command in ["plan", "backfill"] : command => join(" ", concat(
      [for name, value in local.command_environment : "${name}='${replace(value, "'", "'\\''")}'"],
      ["./segue", command],
      local.options,
    ))
  }
}
