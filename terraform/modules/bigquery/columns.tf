# The columns that a message has or once had. Add to them only: a field that left the Avro schema keeps
# its column, which is null from then on.
locals {
  columns = [
    { name = "user_id", type = "STRING" },
    { name = "revision", type = "INTEGER" },
    { name = "segment", type = "STRING" },
    { name = "previous_segment", type = "STRING" },
    { name = "cause", type = "STRING" },
    {
      name = "reason"
      type = "RECORD"
      fields = [
        { name = "rule", type = "STRING" },
        { name = "subscription_status", type = "STRING" },
        { name = "values", type = "RECORD", mode = "REPEATED", fields = [{ name = "field", type = "STRING" }, { name = "value", type = "STRING" }] },
      ]
    },
    { name = "rules", type = "STRING" },
    { name = "changed_at", type = "TIMESTAMP" },
    { name = "event_id", type = "STRING" },
  ]

  # Avro types in BigQuery.
  bigquery_types = {
    boolean            = "BOOLEAN"
    double             = "FLOAT"
    enum               = "STRING"
    int                = "INTEGER"
    long               = "INTEGER"
    record             = "RECORD"
    string             = "STRING"
    "timestamp-micros" = "TIMESTAMP"
  }

  # Every field of the schema by its path; below, every column.
  schema_fields = merge([
    for field in jsondecode(file(var.schema_file)).fields : merge(
      { (field.name) = { doc = try(field.doc, ""), type = local.bigquery_types[try(field.type.logicalType, field.type.type, field.type)] } },
      { for inner in try(field.type.fields, []) : "${field.name}.${inner.name}" => { doc = try(inner.doc, ""), type = local.bigquery_types[try(inner.type.logicalType, inner.type.items.type, inner.type.type, inner.type)] } },
      merge([
        for inner in try(field.type.fields, []) : {
          for item in try(inner.type.items.fields, []) : "${field.name}.${inner.name}.${item.name}" => { doc = try(item.doc, ""), type = local.bigquery_types[item.type] }
        }
      ]...),
    )
  ]...)

  column_types = merge([
    for column in local.columns : merge(
      { (column.name) = column.type },
      { for inner in try(column.fields, []) : "${column.name}.${inner.name}" => inner.type },
      merge([
        for inner in try(column.fields, []) : { for item in try(inner.fields, []) : "${column.name}.${inner.name}.${item.name}" => item.type }
      ]...),
    )
  ]...)

  fields_without_column = [for path, field in local.schema_fields : "${path} ${field.type}" if try(local.column_types[path], null) != field.type]

  message_columns = [
    for column in local.columns : merge(
      {
        name        = column.name
        type        = column.type
        description = try(local.schema_fields[column.name].doc, "No longer written")
      },
      can(column.fields) ? {
        fields = [
          for inner in column.fields : merge(
            {
              name        = inner.name
              type        = inner.type
              description = try(local.schema_fields["${column.name}.${inner.name}"].doc, "No longer written")
            },
            can(inner.mode) ? { mode = inner.mode } : {},
            can(inner.fields) ? {
              fields = [
                for item in inner.fields : {
                  name        = item.name
                  type        = item.type
                  description = try(local.schema_fields["${column.name}.${inner.name}.${item.name}"].doc, "No longer written")
                }
              ]
            } : {},
          )
        ]
      } : {}
    )
  ]

  # What Pub/Sub adds with write_metadata.
  metadata_columns = [
    { name = "subscription_name", type = "STRING", description = "The subscription that wrote this row." },
    { name = "message_id", type = "STRING", description = "Pub/Sub's id of the message." },
    { name = "publish_time", type = "TIMESTAMP", description = "When Pub/Sub accepted the message." },
    { name = "attributes", type = "JSON", description = "The message's attributes: those of the CloudEvent, and the ordering key." },
  ]
}
