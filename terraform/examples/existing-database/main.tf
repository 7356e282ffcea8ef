# An application in Europe: its database stays as it is, and its users are called members, as the rules file says.
module "segue" {
  source = "../.."

  project_id = var.project_id
  region     = "europe-west4"
  rules_file = "${path.module}/segments.yaml"
  alerts     = { emails = ["oncall@example.com"] }

  collections = { segments = "member_segments" }

  database = {
    create   = false
    location = "eur3" # gcloud firestore databases describe --format='value(locationId)'
  }
}

variable "project_id" {
  description = "The project with the database."
  type        = string
}

output "service_accounts" {
  description = "E-mail addresses of Segue's service accounts."
  value       = module.segue.service_accounts
}
