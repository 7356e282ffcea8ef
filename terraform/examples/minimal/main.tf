# An empty project and nothing else: the database is made, too.
module "segue" {
  source = "../.."

  project_id = var.project_id
}

variable "project_id" {
  description = "The project to put Segue into."
  type        = string
}

output "tail_command" {
  description = "Shows changes as they happen."
  value       = module.segue.tail_command
}
