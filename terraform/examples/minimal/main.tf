# An empty project: the database is made, too.
module "segue" {
  source = "../.."

  project_id = var.project_id
}

variable "project_id" {
  description = "The project for Segue."
  type        = string
}

output "tail_command" {
  description = "Shows changes as they happen."
  value       = module.segue.tail_command
}
