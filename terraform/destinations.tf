# Where messages go, by the names of var.subscriptions.
locals {
  push_subscriptions     = { for name, it in var.subscriptions : name => it if it.push != null }
  bigquery_subscriptions = { for name, it in var.subscriptions : name => it if it.bigquery != null }
  storage_subscriptions  = { for name, it in var.subscriptions : name => it if it.storage != null }
  dead_letter_policies   = { for name, it in var.subscriptions : name => it if it.max_delivery_attempts != null }
  subscription_names     = { for name, it in var.subscriptions : name => "${local.prefix}${name}" }

  subscribers = merge([
    for name, it in var.subscriptions : { for member in it.subscribers : "${name} ${member}" => { member = member, subscription = name } }
  ]...)

  bigquery_tables = {
    for name, it in local.bigquery_subscriptions : name => {
      create_dataset = it.bigquery.create_dataset
      dataset        = coalesce(it.bigquery.dataset, local.default_dataset)
      location       = coalesce(it.bigquery.location, var.region)
      table          = it.bigquery.table
    }
  }

  # Subscriptions can share a dataset.
  bigquery_datasets = { for it in values(local.bigquery_tables) : it.dataset => it.location... if it.create_dataset }
}

