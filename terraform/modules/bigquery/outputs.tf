output "fields_without_column" {
  description = "Fields of the schema that columns.tf lacks, or has with another type."
  value       = local.fields_without_column
}

output "grants" {
  description = "What Pub/Sub has to be granted."
  value = [
    for it in values(local.table_grants) : {
      command   = "bq add-iam-policy-binding --table=true"
      condition = null
      member    = it.member
      on        = it.on
      role      = it.role
    }
  ]
}

output "message_columns" {
  description = "Columns for the fields of a message."
  value       = local.message_columns
}

output "tables" {
  description = "PROJECT.DATASET.TABLE, by subscription."
  value       = { for key, it in google_bigquery_table.main : key => join(".", [var.project_id, it.dataset_id, it.table_id]) }
  depends_on  = [google_bigquery_table_iam_member.agent]
}
