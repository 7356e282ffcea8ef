# BigQuery gets every change, a web service gets users who churned, and a worker pulls.
module "segue" {
  source = "../.."

  project_id = var.project_id

  subscriptions = {
    history = { bigquery = {} }

    win-back = {
      filter                = "attributes.segment = \"churned\""
      max_delivery_attempts = 20
      push                  = { endpoint = var.webhook_url }
    }

    worker = {}
  }
}

variable "project_id" {
  description = "The project to put Segue into."
  type        = string
}

variable "webhook_url" {
  description = "Takes binary CloudEvents by POST, from the account in service_accounts.push."
  type        = string
}

output "push_account" {
  description = "The account to let into the web service."
  value       = module.segue.service_accounts.push
}
