// @bun
import{Mt,ml,Bf,co,da,fa,qf}from"./s51.js";export{co as bindStep,ml as goneSteps,fa as laterSpent,da as refusedText,qf as stop,Bf as subagentStop,Mt as taskOfAgent};
