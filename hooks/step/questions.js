// @bun
import{Ic}from"./s5.js";export{Ic as viewQuestions};
