// @bun
import{kn,$u,rg,Ji,hc,wc,sg}from"./s42.js";export{Ji as bindStep,$u as goneSteps,wc as laterSpent,hc as refusedText,sg as stop,rg as subagentStop,kn as taskOfAgent};
