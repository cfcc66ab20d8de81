"""How well does the critic read scripts?"""
